"""A lesson as one page that is printed: what its notebook holds, without anything that has to be pressed."""

import re
from html import escape
from pathlib import Path

import nbformat

from cnnlab import widgets
from cnnlab.lessons import is_claim
from tools.live import describe_pictures, title
from tools.notebooks import BAR
from tools.slides.cells import Renderer, html_of

HERE = Path(__file__).parent
FOLDED = re.compile(r"(?s)<details>\s*<summary>(.*?)</summary>(.*?)</details>")
WIDGET = re.compile(rf"(?:{'|'.join(widgets.__all__)})[ (:]")  # how what a widget says of itself begins
QUESTION = re.compile(r"(<p><strong>Predict\b.*?</p>)", re.DOTALL)
LINES = '<div class="lines"></div>'
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
    cells = QUESTION.sub(lambda found: found[1] + LINES, cells)
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
                    output.metadata["widget"] = True
    if folded:
        notebook.cells.append(nbformat.v4.new_markdown_cell(_answers(folded)))


def _text(output):
    return output.get("data", {}).get("text/plain", "")


def _answers(folded):
    """What was folded, under the headings from which it comes."""
    parts, last = [f'<h2 class="answers">{ANSWERS}</h2>'], None
    for heading, summary, text in folded:
        parts += [f"### {heading}"] * (heading != last) + [f"**{summary.strip()}.** {text.strip()}"]
        last = heading
    return "\n\n".join(parts)
