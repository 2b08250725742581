"""A lesson as one page that is printed: what its notebook holds, without anything that has to be pressed."""

import re
from html import escape
from pathlib import Path

import nbformat

from cnnlab import widgets
from cnnlab.lessons import is_claim
from tools.live import describe_pictures, title
from tools.notebooks import BAR, UNTRIED
from tools.slides.cells import Renderer, html_of

HERE = Path(__file__).parent
FOLDED = re.compile(r"(?s)<details>\s*<summary>(.*?)</summary>(.*?)</details>")
WIDGET = re.compile(rf"(?:{'|'.join(widgets.__all__)})[ (:]")  # how what a widget says of itself begins
ASKS_TO_RUN = re.compile(r"(?m): run this cell to .*$| \(run this cell to .*?\)")  # which nobody can do on paper
QUESTION = re.compile(r"(<p><strong>Predict\b.*?</p>)", re.DOTALL)
LINES = '<div class="lines">{}</div>'
COVER = '<p class="cover">Cover what follows until you have written.</p>'
ASK = rf'<div class="ask">\1{LINES.format(3 * "<i></i>")}{COVER}</div>'
CLAIM = re.compile(r"(?m)^\d+\. .*$")
ROOM = LINES.format(8 * "<i></i>")
NOTE = """<p class="note">This is a lesson on paper. Where lines follow a question, write your answer first, and cover
what stands below. What stands in a dashed frame can be moved, played or drawn on in the lesson on a screen.</p>"""
ANSWERS = "Hints and solutions"
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>{style}</style>
<body><main>{cells}</main></body>
</html>
"""


class OnPaper(Renderer):
    """No link leads anywhere on paper."""

    def link(self, text, url, title=None):
        return text


def page_text(path):
    """The page of the notebook at `path`, with the outputs that its file holds.

    Raises OSError where there is none, ValueError where the file is no notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except nbformat.reader.NotJSONError:
        raise ValueError(f"{path} is no notebook") from None
    heading = title(notebook, path)
    prepare(notebook)
    cells = html_of(notebook, path.parent, HERE / "cells.html.j2", OnPaper)
    cells = QUESTION.sub(ASK, cells).replace("<p><strong>Next:", '<p class="next"><strong>Next:')
    cells = cells.replace("</h1>", f"</h1>{NOTE}", 1)
    return PAGE.format(title=escape(heading), style=(HERE / "page.css").read_text(encoding="utf-8"), cells=cells)


def prepare(notebook):
    """Leave out claims and bars, mark what stands for a widget, and put what is folded on a page at the end."""
    notebook.cells = [cell for cell in notebook.cells if not is_claim(cell)]
    describe_pictures(notebook)
    heading, folded = "", []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = (re.findall(r"(?m)^##+ (.*)", cell.source) or [heading])[-1]
            folded += [(heading, *found) for found in FOLDED.findall(cell.source)]
            cell.source = FOLDED.sub("", cell.source)
        elif cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not BAR.match(_text(output))]
            for output in cell.outputs:
                if WIDGET.match(_text(output)):
                    _stand_in(output)
                    cell.metadata["asks"] = output.metadata["widget"] == "asks"
    notebook.cells = [_with_room(cell) for cell in notebook.cells]
    if folded:
        notebook.cells.append(nbformat.v4.new_markdown_cell(_answers(folded)))


def _text(output):
    return output.get("data", {}).get("text/plain", "")


def _stand_in(output):
    """Make of what a widget says of itself something for a pen: claims get boxes, and nothing asks to run a cell."""
    text = ASKS_TO_RUN.sub("", _text(output))
    asks = text.startswith(("Quiz", "Claims"))
    if text.startswith("Claims"):
        text = CLAIM.sub(r"\g<0>\n   ( ) true   ( ) false   ( ) it depends\n", text).strip()
    output.data["text/plain"] = text
    output.metadata["widget"] = "asks" if asks else "screen"


def _with_room(cell):
    """The cell, or lines to write on where it tries a function that is still to be written."""
    if not any(_text(output).startswith(UNTRIED) for output in cell.get("outputs", [])):
        return cell
    return nbformat.v4.new_markdown_cell(ROOM)


def _answers(folded):
    """What was folded, under the headings from which it comes."""
    parts, last = [f'<h2 class="answers">{ANSWERS}</h2>'], None
    for heading, summary, text in folded:
        gap = "\n\n" if text.lstrip().startswith("```") else " "  # a fence begins a line of its own
        parts += [f"### {heading}"] * (heading != last) + [f"**{summary.strip()}.**{gap}{text.strip()}"]
        last = heading
    return "\n\n".join(parts)
