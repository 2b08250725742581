"""Questions as the text of a file: GIFT for Moodle, JSON for jupyterquiz, CSV for spreadsheets, HTML for paper.

Each takes the number of an `exam`: with it, nothing in the text tells which option is right.
"""

import csv
import io
import json
import re
from html import escape
from pathlib import Path
from string import Template

from tools.questions.material import LETTERS, by_part

PAGE = Path(__file__).with_name("page.html")
BOM = "\ufeff"  # by which Excel knows UTF-8
PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")
COMPUTED = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins with one of these is a formula to a spreadsheet
LETTER = "Write the letter of your answer."


def gift(questions, exam=None):
    """Moodle's GIFT, a category for each lesson, all texts plain: they are shown as they stand.

    GIFT has no question to choose from without a key. So an exam asks for the letter, in a field that a person marks.
    """
    blocks = []
    for group in by_part(questions):
        # a category is not unescaped when it is read, and "//" is a slash in its name
        blocks.append(f"$CATEGORY: cnnlab/{group[0].heading.replace('/', '//')}")
        blocks += [_gift_question(question) if exam is None else _gift_field(question) for question in group]
    return "\n\n".join(blocks) + "\n"


def _gift_question(question):
    options = "".join(
        f"\t{'=' if option.right else '~'}{_gift_text(option.text)}#{_gift_text(option.why)}\n"
        for option in question.options
    )
    return f"::{_gift_escaped(question.name)}::{_gift_text(question.ask)}{{\n{options}}}"


def _gift_field(question):
    options = "\n".join(f"{letter}) {option.text}" for letter, option in question.lettered())
    text = _gift_text(f"{question.ask}\n\n{options}\n\n{LETTER}")
    return f"::{_gift_escaped(question.name)}::{text}{{}}"


def _gift_text(text):
    """The format is named each time: else a text that begins with a bracket would be taken for one."""
    return f"[plain]{_gift_escaped(text)}"


def _gift_escaped(text):
    return re.sub(r"[\\~=#{}:]", r"\\\g<0>", text).replace("\n", "\\n")


def jupyterquiz(questions, exam=None):
    """A list for `jupyterquiz.display_quiz`. Raises ValueError for an exam: it marks by the key in the list."""
    if exam is not None:
        raise ValueError("jupyterquiz marks by the key inside its file: take html, csv or gift for an exam")
    asked = [
        {
            "question": _jupyterquiz_text(question.ask),
            "type": "multiple_choice",
            "answers": [
                {
                    "answer": _jupyterquiz_text(option.text),
                    "correct": option.right,
                    "feedback": _jupyterquiz_text(option.why),
                }
                for option in question.options
            ],
        }
        for question in questions
    ]
    return json.dumps(asked, indent=1) + "\n"  # in ASCII: it is opened with whatever encoding the machine has


def _jupyterquiz_text(text):
    """It becomes HTML, once dollars have become formulas and brackets links; entities are neither."""
    return escape(text, quote=False).replace("$", "&#36;").replace("[", "&#91;")


def as_csv(questions, exam=None):
    """A line for each question; unless it is for an exam, with the right option's letter and what is said to each."""
    letters = LETTERS[: max(len(question.options) for question in questions)]
    head = ["number", "lesson", "question", *letters]
    lines = [head + (["right", *(f"why {letter}" for letter in letters)] if exam is None else [])]
    for number, question in enumerate(questions, 1):
        room = [""] * (len(letters) - len(question.options))
        texts = [option.text for option in question.options] + room
        whys = [question.right()[0], *(option.why for option in question.options), *room]
        lines.append([str(number), question.heading, question.ask, *texts, *(whys if exam is None else [])])
    return _table(lines)


def key_of(questions, exam):
    """The key of an exam, as CSV: each question's number and name in Moodle, and the right letter and text."""
    lines = [["number", "name", "question", "right", "the right answer", "exam"]]
    for number, question in enumerate(questions, 1):
        letter, option = question.right()
        lines.append([str(number), question.name, question.ask, letter, option.text, str(exam)])
    return _table(lines)


def _table(lines):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_cell(cell) for cell in line] for line in lines)
    return BOM + text.getvalue()


def _cell(text):
    """An apostrophe before what a spreadsheet would compute; a number may stay, -1 is itself."""
    return text if PLAIN_NUMBER.fullmatch(text) or not text.startswith(COMPUTED) else f"'{text}"


def as_html(questions, exam=None):
    """A page to print: for an exam with lines for name and date and a box before each option, else with the answers."""
    parts, number = [], 0
    for group in by_part(questions):
        cards = "".join(_card(question, exam is None) for question in group)
        parts.append(f'<h2>{escape(group[0].heading)}</h2>\n<ol start="{number + 1}">\n{cards}</ol>\n')
        number += len(group)
    who = f'<p class="who">Name <i></i> Date <i></i></p>\n<p class="number">Exam {exam}</p>\n'
    title, top = ("Questions and answers", "") if exam is None else ("Questions", who)
    return Template(PAGE.read_text(encoding="utf-8")).substitute(title=title, top=top, parts="".join(parts))


def _card(question, keys):
    lines = [_line(letter, option, keys) for letter, option in question.lettered()]
    return f"<li><p>{escape(question.ask)}</p>\n<ul>\n{''.join(lines)}</ul></li>\n"


def _line(letter, option, keys):
    box = "☒" if keys and option.right else "☐"
    why = f"<small>{escape(option.why)}</small>" if keys else ""
    return f"<li><span>{box}</span> <b>{letter}</b> <span>{escape(option.text)}{why}</span></li>\n"
