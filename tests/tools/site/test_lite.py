"""The lessons in JupyterLite: Python in Chromium, from files alone."""

import json
import time

import pytest

pytest.importorskip("jupyterlite_core", reason="the extra `site` is not installed")
pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from conftest import ERRORS
from playwright.sync_api import expect

from cnnlab.lessons import without_results
from tools.browser import RUN_ALL
from tools.places import NOTEBOOKS
from tools.site.lite import Pyodide, build_lite, pyodide

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
SHORT, TRAINING = "00_start_here", "14_beyond_images"
START = 300_000  # ms, on a machine that has much else to do; half a minute on one that has not
LONGEST = 120  # seconds for all cells of a lesson
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
FORGET = "from pathlib import Path\nfrom cnnlab.record import Store\nStore(Path('.')).clear()"
TEXT = """cell => window.jupyterapp.shell.currentWidget.content.model.cells.get(cell).outputs.toJSON()
    .map(output => output.text ?? output.evalue ?? output.data?.['text/html'] ?? output.data?.['text/plain'])
    .flat().join('')"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, pyodide_folder, serve_files):
    """Where a server of files shows JupyterLite, not at its root."""
    folder = tmp_path_factory.mktemp("lite")
    (folder / "under" / "a").mkdir(parents=True)
    build_lite(folder / "under" / "a" / "lite", Pyodide(pyodide_folder))
    with serve_files(folder) as root:
        yield f"{root}/under/a/lite"


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


@pytest.fixture
def open_lesson(page, address):
    """A function that opens a lesson and waits for Python; nothing may be asked of another machine."""
    faults = watched(page, address)

    def go(name):
        begin(page, address, name)
        return page

    yield go
    assert faults == []


@pytest.fixture(scope="module")
def opened_once(browser, address):
    """The short lesson with its Python, which takes half a minute to start, and what goes wrong there."""
    with browser.new_context() as context:
        page = context.new_page()
        faults = watched(page, address)
        begin(page, address, SHORT)
        yield page, faults


@pytest.fixture
def short(opened_once):
    """The short lesson, its cells as they are handed out, and no answer kept; Python goes on from test to test."""
    page, faults = opened_once
    yield page
    page.evaluate(PUT_BACK, sources(SHORT))
    run(page, LATER, FORGET)
    page.evaluate(PUT_BACK, sources(SHORT))
    assert faults == []


def sources(lesson):
    """The source of each cell that a reader gets; that of a text is None."""
    notebook = without_results(json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8")))
    return ["".join(cell["source"]) if cell["cell_type"] == "code" else None for cell in notebook["cells"]]


def cell_with(lesson, text):
    """The place of the code cell with this text among the cells that a reader gets, and its source."""
    return next((place, source) for place, source in enumerate(sources(lesson)) if source and text in source)


IMPORTS, STEPPER, LATER, EXERCISE, CHECK = (
    cell_with(SHORT, text)[0]
    for text in ("import", "ConvStepper(image", "first output", "def count_inputs", "check.count_inputs")
)


def wait_for_python(page):
    page.locator("[data-python=ok]").wait_for(timeout=START)


def run(page, cell, source=None):
    """Run a cell, which may get another source before; returns what it put out."""
    if source is not None:
        page.evaluate(f"{SOURCE}.setSource(source)", [cell, source])
    page.evaluate(RUN_CELL, cell)
    return page.evaluate(TEXT, cell)


def run_all(page):
    """Run all cells; returns how long it took, in seconds."""
    begin = time.monotonic()
    finished = page.evaluate(RUN_ALL)
    assert page.evaluate(ERRORS) == []
    assert finished
    return time.monotonic() - begin


def test_a_short_lesson_runs_and_what_a_learner_changes_is_kept_until_they_start_afresh(short):
    page = short
    run_all(page)
    page.evaluate(f"() => window.jupyterapp.shell.currentWidget.content.scrollToItem({STEPPER})")
    expect(page.get_by_role("group", name="Convolution stepper").first).to_be_visible()
    assert run(page, LATER, "print(6 * 7)") == "42\n"
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    wait_for_python(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my copy").click()
    assert "print(6 * 7)" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Start afresh").click()
    with page.expect_event("load"):
        page.get_by_role("dialog").get_by_role("button", name="Start afresh").click()
    wait_for_python(page)
    assert (LATER, page.evaluate(f"{SOURCE}.getSource()", [LATER, ""])) == cell_with(SHORT, "first output")


PRODUCTS = """import numpy as np
from cnnlab import _browser
rng, worst = np.random.default_rng(0), 0
for batch in [(), (3,), (1, 4), (2, 3), (2, 1)]:
    for turned in (False, True):
        a, b = rng.normal(size=(9, 25)), rng.normal(size=(*batch, 20, 25) if turned else (*batch, 25, 20))
        b = b.swapaxes(-1, -2) if turned else b
        out = np.empty((*batch, 9, 20), np.float32)
        _browser.product(a.astype(np.float32), b.astype(np.float32), out)
        worst = max(worst, np.abs(out - np.einsum("mk,...kl->...ml", a, b)).max())
print(_browser._library() is not None, worst < 1e-5)"""


def test_a_lesson_that_trains_runs_and_its_products_are_right(open_lesson):
    page = open_lesson(TRAINING)
    run_all(page)
    assert run(page, cell_with(TRAINING, "import")[0], PRODUCTS) == "True True\n"


FIT = """from cnnlab import data, nn, optim, training
from cnnlab.widgets import TrainingMonitor
import numpy as np
x, y = data.load_mnist("test")
model = nn.lenet(rng=np.random.default_rng(0))
optimizer = optim.SGD(model.parameters(), lr=0.01)
monitor = TrainingMonitor(model, x[:5], y[:5])
def fit(*callbacks):
    history = training.fit(model, optimizer, (x, y), epochs=50, rng=np.random.default_rng(0), callbacks=callbacks)
    return history.interrupted, len(history.loss) < 7850
monitor"""


def test_stop_reaches_a_training_from_the_monitor_and_from_the_toolbar(short):
    page = short
    run(page, LATER, FIT)
    for source, press in [
        ("fit(monitor)", lambda: page.get_by_role("button", name="Stop", exact=True).click()),
        ("fit()", lambda: page.evaluate("() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')")),
    ]:
        page.evaluate(f"{SOURCE}.setSource(source)", [12, source])
        page.evaluate(f"cell => {{ ({RUN_CELL})(cell); }}", 12)
        page.wait_for_timeout(3000)
        press()
        page.wait_for_function("() => window.ended", timeout=30_000)
        assert page.evaluate(TEXT, 12).endswith("(True, True)")


RIGHT = """def count_inputs(rows, columns, channels=1):
    return rows * columns * channels"""
WRONG = RIGHT.replace("rows * columns * channels", "rows + columns")
KEPT = """import json
entry = json.load(open("cnnlab_answers.json"))["exercises"]["count_inputs"]
print(entry["attempts"], entry["ok"], "right" in entry)"""
ENDLESS = """def count_inputs(rows, columns, channels=1):
    while True:
        try:
            rows += 1
        except:
            pass"""


def test_an_exercise_is_judged_wrong_endless_and_right(short):
    page = short
    run(page, IMPORTS)
    run(page, EXERCISE, WRONG)
    wrong = run(page, CHECK)
    run(page, EXERCISE, ENDLESS)
    begin = time.monotonic()
    endless = run(page, CHECK)
    seconds = time.monotonic() - begin
    run(page, EXERCISE, RIGHT)
    right = run(page, CHECK)
    assert "You add where you should multiply" in wrong
    assert "was stopped after 2 seconds" in endless
    assert "Right." in right
    assert seconds < 10  # it is 2.2 on a quiet machine
    assert run(page, LATER, KEPT) == "3 True True\n"


def test_what_was_kept_in_the_browser_is_saved_and_deleted(short):
    page = short
    run(page, IMPORTS)
    run(page, EXERCISE, RIGHT)
    run(page, CHECK)
    run(page, LATER, "from cnnlab.widgets import HandIn\nHandIn()")
    view = page.get_by_role("group", name="Hand in")
    expect(view).to_contain_text("Exercise count_inputs: right")
    view.get_by_role("textbox").fill("Ada")
    with page.expect_download() as saved:
        view.get_by_role("button", name="Save the file").click()
    content = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert content["answers"]["exercises"]["count_inputs"]["ok"] is True
    view.get_by_role("button", name="Delete all my answers").click()
    view.get_by_role("button", name="Delete them").click()
    expect(view.get_by_role("status")).to_have_text("All your answers are deleted.")
    assert run(page, LATER, 'print(open("cnnlab_answers.json").read().split())') == "['{', '}']\n"


def test_by_itself_python_comes_from_its_own_server(page, address, pyodide_folder):
    """That server is played by the folder: what is asked of it is answered from there."""
    asked = []

    def answer(route):
        asked.append(route.request.url.removeprefix(pyodide.CDN))
        route.fulfill(path=pyodide_folder / asked[-1], headers={"access-control-allow-origin": "*"})

    def elsewhere(route):
        text = route.fetch().text().replace(pyodide.BESIDE, pyodide.CDN)
        route.fulfill(body=text, content_type="application/json")

    page.context.route("**/lock.json", elsewhere)
    page.context.route(f"{pyodide.CDN}**", answer)
    page.goto(f"{address}/lab/index.html?path={SHORT}.ipynb")
    wait_for_python(page)
    assert run(page, LATER, "import numpy; print(numpy.arange(3).sum())") == "3\n"
    assert {"pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip"} <= set(asked)


@pytest.mark.parametrize("name", [name for name in LESSONS if name not in (SHORT, TRAINING)])
def test_every_lesson_runs_in_two_minutes(open_lesson, request, name):
    if not request.config.getoption("--lite"):
        pytest.skip("a quarter of an hour for all lessons: --lite runs them")
    page = open_lesson(name)
    seconds = run_all(page)
    print(f"{name}: {seconds:.0f} s")
    assert seconds < LONGEST
