"""How a lesson that has run becomes a page: its results wait behind their predictions, its widgets come alive."""

import re
from urllib.parse import quote

import nbformat

from tools.live import SHARP, VIEW

PREDICT = re.compile(r"\*\*Predict\b")
ASKS = re.compile(r"\bpredict=True\b|\b(Quiz|Claims)\b.*\(")  # a widget that asks by itself, and tells nothing before
OUTSIDE = re.compile(r"\[([^]]*)\]\(\.\./[^)]*\)")  # a link to a file of the project that is no page
RUN = """<div class="run"><a href="lite/lab/index.html?path={name}">Run this lesson in the browser</a>
<span>On this page the code has run already; there you run it yourself. Python then starts in the page: about 55 MB are
fetched, the first time. What you change is kept in this browser.</span></div>"""
SHORT = 60  # letters: "Shorter is better, and the shortest is blue."
SHOW, HIDE = "Show the result", "Hide the result"


def page_of(notebook, name, parts):
    """The notebook as the source of a page; the widgets of it go to `parts`."""
    page = nbformat.v4.new_notebook(metadata={"kernelspec": notebook.metadata.kernelspec})
    cells = [cell for cell in notebook.cells if cell.source != SHARP]
    waiting = predictions(cells)  # before its widgets are taken out
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


def predictions(cells):
    """For each cell the number of the prediction to which it belongs, or None.

    Its results are what comes before the prose that explains them: the first that does more than lead on, after a
    result on paper, for a widget's twin belongs to it. A heading ends it, too. A widget that asks where no prose did
    has a prediction of its own.
    """
    numbers, last, now, begun, on_paper = [], 0, None, False, False
    for cell in cells:
        if PREDICT.search(cell.source) or (asks(cell) and (now is None or begun)):
            now = last = last + 1
            begun = on_paper = False
        elif cell.cell_type == "markdown" and (cell.source.startswith("#") or (on_paper and not leads_on(cell.source))):
            now = None
        outputs = cell.get("outputs", [])
        begun = begun or bool(outputs)
        on_paper = on_paper or any(VIEW not in output.get("data", {}) for output in outputs)
        numbers.append(now)
    return numbers


def leads_on(text):
    """Whether prose stands before the next result, and does not explain the last."""
    return "\n" not in text and (text.endswith((":", "?")) or len(text) < SHORT)


def asks(cell):
    """Whether a cell shows a widget that asks, and says when it was answered."""
    return cell.cell_type == "code" and bool(cell.outputs) and bool(ASKS.search(cell.source))


def prose(cell):
    """A cell for the page: no slide any more, and no links to what is no page."""
    cell.metadata = {}
    cell.source = OUTSIDE.sub(r"\1", cell.source)
    return cell


def code(cell, number):
    """A cell for the page: its pictures described, its outputs folded where they belong to a prediction."""
    described = f"Picture drawn by: {cell.source.splitlines()[-1]}" if cell.source else "Picture"
    cell.metadata = {"mystnb": {"image": {"alt": described}}, "tags": [f"prediction-{number}"] if number else []}
    if number and cell.outputs and not asks(cell):
        cell.metadata["tags"].append("hide-output")
        cell.metadata["mystnb"] |= {"code_prompt_show": SHOW, "code_prompt_hide": HIDE}
    return cell
