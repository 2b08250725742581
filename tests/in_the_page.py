"""A lesson in JupyterLite, where Python runs in the page: how a test opens it, runs cells, and reads what they say."""

import json
import time

from conftest import ERRORS

from cnnlab.lessons import without_results
from tools.browser import RUN_ALL
from tools.places import NOTEBOOKS

START = 300_000  # ms, on a machine that has much else to do; half a minute on one that has not
CELL = 100_000  # ms for one cell; Python that waits for good is found out
SOURCE = "([cell, source]) => window.jupyterapp.shell.currentWidget.content.model.cells.get(cell).sharedModel"
RUN_CELL = """async cell => {
    const { shell, commands } = window.jupyterapp;
    shell.currentWidget.content.deselectAll();
    shell.currentWidget.content.activeCellIndex = cell;
    window.ended = false;
    await commands.execute('notebook:run-cell');
    window.ended = true;
}"""
PUT_BACK = """sources => sources.forEach((source, cell) => source === null
    || window.jupyterapp.shell.currentWidget.content.model.cells.get(cell).sharedModel.setSource(source))"""
TEXT = """cell => window.jupyterapp.shell.currentWidget.content.model.cells.get(cell).outputs.toJSON()
    .map(output => output.text ?? output.evalue ?? output.data?.['text/html'] ?? output.data?.['text/plain'])
    .flat().join('')"""


def watched(page, address):
    """What the page throws and what it asks of another machine, as a list that grows."""
    faults = []
    own = (address.removesuffix("/under/a/lite"), "data:", "blob:")  # JupyterLite has a heartbeat at the root
    page.on("request", lambda r: None if r.url.startswith(own) else faults.append(f"asks {r.url}"))
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def begin(page, address, name):
    """Open a lesson, and wait for Python."""
    page.set_viewport_size({"width": 1300, "height": 1600})
    page.goto(f"{address}/lab/index.html?path={name}.ipynb")
    wait_for_python(page)


def sources(lesson):
    """The source of each cell that a reader gets; that of a text is None."""
    notebook = without_results(json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8")))
    return ["".join(cell["source"]) if cell["cell_type"] == "code" else None for cell in notebook["cells"]]


def cell_with(lesson, text):
    """The place of the code cell with this text among the cells that a reader gets, and its source."""
    return next((place, source) for place, source in enumerate(sources(lesson)) if source and text in source)


def put_back(page, lesson):
    """Give each cell of the open lesson the source that a reader gets."""
    page.evaluate(PUT_BACK, sources(lesson))


def wait_for_python(page, notebooks=1):
    page.locator("[data-python=ok]").nth(notebooks - 1).wait_for(state="attached", timeout=START)


def run(page, cell, source=None):
    """Run a cell, which may get another source before; returns what it put out."""
    if source is not None:
        page.evaluate(f"{SOURCE}.setSource(source)", [cell, source])
    page.evaluate(f"cell => {{ ({RUN_CELL})(cell); }}", cell)
    page.wait_for_function("() => window.ended", timeout=CELL)
    return page.evaluate(TEXT, cell)


def run_all(page):
    """Run all cells; returns how long it took, in seconds."""
    begin = time.monotonic()
    finished = page.evaluate(RUN_ALL)
    errors = page.evaluate(ERRORS)
    assert errors == [], errors  # pytest itself tells what differs only in a file of tests
    assert finished
    return time.monotonic() - begin
