"""How a lesson that has run becomes a page: its results wait behind their predictions, its widgets come alive."""

import re
from urllib.parse import quote

import nbformat

from tools.live import SHARP

PREDICT = "**Predict.**"
OUTSIDE = re.compile(r"\[([^]]*)\]\(\.\./[^)]*\)")  # a link to a file of the project that is no page
RUN = """<div class="run"><a href="lite/lab/index.html?path={name}">Run this lesson in the browser</a>
<span>Python then starts in the page: about 60 MB are fetched, the first time. What you change is kept in this
browser.</span></div>"""
SHOW, HIDE = "Show the result", "Hide the result"


def page_of(notebook, name, parts):
    """The notebook as the source of a page; the widgets of it go to `parts`."""
    page = nbformat.v4.new_notebook(metadata={"kernelspec": notebook.metadata.kernelspec})
    parts.take(name, notebook)
    asked = False
    for cell in notebook.cells:
        if cell.source == SHARP:
            continue
        asked = PREDICT in cell.source if cell.cell_type == "markdown" else asked
        page.cells.append(told(cell, asked))
    return page


def run_button(name):
    """A cell with the way into JupyterLite, where this notebook runs; run.js says where a browser cannot."""
    return nbformat.v4.new_markdown_cell(RUN.format(name=quote(name)))


def told(cell, asked):
    """A cell for the page: no slide any more, its pictures described, its outputs folded where a reader was asked."""
    cell.metadata = {}
    if cell.cell_type != "code":
        cell.source = OUTSIDE.sub(r"\1", cell.source)
        return cell
    described = f"Picture drawn by: {cell.source.splitlines()[-1]}" if cell.source else "Picture"
    cell.metadata["mystnb"] = {"image": {"alt": described}}
    if asked and cell.outputs:
        cell.metadata["tags"] = ["hide-output"]
        cell.metadata["mystnb"] |= {"code_prompt_show": SHOW, "code_prompt_hide": HIDE}
    return cell
