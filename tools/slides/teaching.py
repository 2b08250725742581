"""What TEACHING.md says of a lesson, as notes for the speaker."""

import re

import nbformat

from tools.places import NOTEBOOKS
from tools.predictions import PREDICT

TEACHING = NOTEBOOKS / "TEACHING.md"
QUOTED = re.compile(r"\"([^\"]+)\"")
WORDS = re.compile(r"[a-z]{4,}|\d[\d,.]*\d")
EVERYWHERE = {"does", "from", "many", "more", "most", "same", "that", "they", "what", "when", "which", "will", "with"}
ALIKE, COMMON = 0.62, 2  # the share of a question's words, and how many, that a paragraph has which asks the same


def table(first, text=None):
    """The rows of the table whose first column has this heading: a dict each, by the headings."""
    text = TEACHING.read_text(encoding="utf-8") if text is None else text
    lines = iter(text.splitlines())
    heads = next((cells(line) for line in lines if line.startswith(f"| {first} |")), None)
    if heads is None:
        raise ValueError(f"TEACHING.md has no table whose first column is {first!r}")
    next(lines)  # |---|---|
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(heads, cells(line), strict=True)))
    return rows


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def put_notes(notebook, name):
    """Put a lesson's row behind its first cell, and each question of it behind the prediction that asks the same."""
    row = next((row for row in table("lesson") if row["lesson"][:2] == name[:2]), None)
    if row is None or not re.match(r"\d\d_", name):
        return
    ask, expect, board = row["ask before you play it"], row["expect"], row["on the board"]
    behind = {id(notebook.cells[0]): f"**Ask.** {ask}\n\n**Expect.** {expect}\n\n**On the board.** {board}"}
    for question in QUOTED.findall(ask):
        if cell := _asking(notebook, question):
            before = behind.get(id(cell), "")
            behind[id(cell)] = f"{before}\n\n**Ask.** {question}\n\n**Expect.** {expect}".strip()
    cells = ([cell, note(behind[id(cell)])] if id(cell) in behind else [cell] for cell in notebook.cells)
    notebook.cells = [cell for pair in cells for cell in pair]


def _asking(notebook, question):
    """The cell with the prediction that has most of a question's words, or None."""
    words = set(WORDS.findall(question.lower())) - EVERYWHERE

    def common(cell):
        asked = cell.source[PREDICT.search(cell.source).start() :].split("\n\n")[0]
        return len(words & set(WORDS.findall(asked.lower())))

    asking = [cell for cell in notebook.cells if cell.cell_type == "markdown" and PREDICT.search(cell.source)]
    best = max(asking, key=common, default=None)
    return best if best and common(best) >= max(COMMON, ALIKE * len(words)) else None


def note(text):
    """A cell that only the speaker sees."""
    return nbformat.v4.new_markdown_cell(text, metadata={"slideshow": {"slide_type": "notes"}})
