"""How a lesson that has run becomes a page: its results wait behind their predictions, its widgets come alive."""

import re

import nbformat

from tools.live import SHARP

PREDICT = "**Predict.**"
OUTSIDE = re.compile(r"\[([^]]*)\]\(\.\./[^)]*\)")  # a link to a file of the project that is no page
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
