"""How a lesson that has run becomes a page: its results wait behind their predictions, its widgets come alive."""

import re
from urllib.parse import quote

import nbformat

from tools.live import describe_pictures
from tools.predictions import PREDICT, asks, predictions

OUTSIDE = re.compile(r"\[([^]]*)\]\(\.\./[^)]*\)")  # a link to a file of the project that is no page
RUN = """<div class="run"><a href="lite/lab/index.html?path={name}">Run this lesson in the browser</a>
<span>On this page the code has run already; there you run it yourself. Python then starts in the page: about 55 MB are
fetched, the first time. What you change is kept in this browser.</span></div>"""
SHOW, HIDE = "Show the result", "Hide the result"


def page_of(notebook, name, parts):
    """The notebook as the source of a page; the widgets of it go to `parts`."""
    page = nbformat.v4.new_notebook(metadata={"kernelspec": notebook.metadata.kernelspec})
    cells = notebook.cells
    waiting = predictions(cells)  # before its widgets are taken out
    describe_pictures(notebook)
    parts.take(name, notebook)
    by_widgets = {number for cell, number in zip(cells, waiting, strict=True) if asks(cell)}
    with_results = {number for cell, number in zip(cells, waiting, strict=True) if cell.get("outputs")}
    for cell, number in zip(cells, waiting, strict=True):
        page.cells.append(prose(cell) if cell.cell_type == "markdown" else code(cell, number))
        if PREDICT.search(cell.source) and number in with_results - by_widgets:
            cell.source += f'\n\n<div class="prediction" data-number="{number}"></div>'
    return page


def run_button(name):
    """A cell with the way into JupyterLite, where this notebook runs; run.js says where a browser cannot."""
    return nbformat.v4.new_markdown_cell(RUN.format(name=quote(name)))


def prose(cell):
    """A cell for the page: no slide any more, and no links to what is no page."""
    cell.metadata = {}
    cell.source = OUTSIDE.sub(r"\1", cell.source)
    return cell


def code(cell, number):
    """A cell for the page: its pictures described, its outputs folded where they belong to a prediction."""
    seen = " ".join(output.metadata["alt"] for output in cell.outputs if "alt" in output.get("metadata", {}))
    cell.metadata = {
        "mystnb": {"image": {"alt": seen}} if seen else {},
        "tags": [f"prediction-{number}"] if number else [],
    }
    if number and cell.outputs and not asks(cell):
        cell.metadata["tags"].append("hide-output")
        cell.metadata["mystnb"] |= {"code_prompt_show": SHOW, "code_prompt_hide": HIDE}
    return cell
