"""What other tools read of the questions is what stands in the lessons' JSON, whatever signs are in it."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import gift
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.places import NOTEBOOKS
from tools.questions import formats
from tools.questions.material import Option, Question, questions_of, shuffled

SIGNS = [*"ab1 ~=#{}:\\\n[]()%$<>&\"'+-@,;/é", "\\n", "[html]", "//", "::", "####", "%50%", "->", "</b>", "=1+1", "-1"]
TEXTS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)
OPTIONS = st.lists(st.builds(Option, TEXTS, st.just(False), TEXTS), min_size=2, max_size=5)


@st.composite
def any_question(draw):
    options = draw(OPTIONS)
    right = draw(st.integers(0, len(options) - 1))
    options[right] = replace(options[right], right=True)
    return Question("03", "03. A <b>lesson</b>", 1, draw(TEXTS), tuple(options))


@pytest.fixture(scope="module")
def questions():
    return questions_of()


def content(questions):
    return [(q.ask, [(o.text, o.right, o.why) for o in q.options]) for q in questions]


def test_the_questions_are_those_of_the_lessons_in_order_and_the_claims(questions):
    asked = [
        (question["ask"], [(o["text"], o["right"], o["why"]) for o in question["options"]])
        for path in sorted((NOTEBOOKS / "questions").glob("*.json"))
        for question in json.loads(path.read_text(encoding="utf-8"))
    ]
    claims = json.loads((NOTEBOOKS / "article_claims.json").read_text(encoding="utf-8"))
    assert content(questions)[: len(asked)] == asked
    for claim, (ask, options) in zip(claims, content(questions)[len(asked) :], strict=True):
        assert ask == f"True, false, or does it depend? {claim['claim']}"
        assert [text for text, _, _ in options] == ["True", "False", "It depends"]
        assert [right for _, right, _ in options] == [claim["verdict"] == v for v in ("true", "false", "depends")]
        assert {why for _, _, why in options} == {claim["why"]}


def test_gift_is_read_as_the_same_questions_each_lesson_in_a_category(questions):
    found = gift.read(formats.gift(questions))
    assert [(ask, options) for _, _, ask, options in found] == content(questions)
    assert [name for _, name, _, _ in found] == [q.name for q in questions]
    assert [category for category, _, _, _ in found] == [f"cnnlab/{q.heading}" for q in questions]
    assert len({category for category, _, _, _ in found}) == 17


@given(any_question())
def test_gift_carries_any_sign(question):
    [(category, name, ask, options)] = gift.read(formats.gift([question]))
    assert (category, name) == ("cnnlab/03. A <b>lesson<//b>", "03.1")
    assert [(ask, options)] == content([question])


@pytest.mark.parametrize("text", ["::a::[plain]x", "::a::[plain]x{\n\t=[plain]1: 2#[plain]y\n}", "::a::[plain]x\\y{}"])
def test_the_reader_of_gift_refuses_what_is_not_escaped(text):
    with pytest.raises(ValueError, match=r"no answers|neither|means nothing"):
        gift.read(text)


def test_jupyterquiz_has_a_list_of_one_right_answer_each(questions):
    found = json.loads(formats.jupyterquiz(questions))
    assert {frozenset(asked) for asked in found} == {frozenset(("question", "type", "answers"))}
    assert {asked["type"] for asked in found} == {"multiple_choice"}
    assert {frozenset(answer) for asked in found for answer in asked["answers"]} == {
        frozenset(("answer", "correct", "feedback"))
    }
    assert [sum(answer["correct"] is True for answer in asked["answers"]) for asked in found] == [1] * len(questions)


@given(any_question())
def test_jupyterquiz_gets_html_that_shows_the_text_and_nothing_else(question):
    """It makes links of brackets and formulas of dollars, before the text becomes HTML."""
    text = formats.jupyterquiz([question])
    assert text.isascii()  # it is opened with whatever encoding the machine has
    [asked] = json.loads(text)
    answers = [(a["answer"], a["correct"], a["feedback"]) for a in asked["answers"]]
    assert (
        re.findall(r"[<>\[$]", "".join([asked["question"], *(text for a, _, why in answers for text in (a, why))]))
        == []
    )
    shown = [(unescape(a), right, unescape(why)) for a, right, why in answers]
    assert [(unescape(asked["question"]), shown)] == content([question])


def rows(text):
    """The lines as dicts, and without the apostrophes that keep a spreadsheet from computing."""
    assert text.startswith("\ufeff")
    return [
        {name: cell.removeprefix("'") for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text[1:]))
    ]


def test_csv_has_a_line_for_each_question(questions):
    found = rows(formats.as_csv(questions))
    assert [int(row["number"]) for row in found] == list(range(1, len(questions) + 1))
    letters = [letter for letter in "ABCDEFGHIJ" if letter in found[0]]
    read = [
        (row["question"], [(row[x], row["right"] == x, row[f"why {x}"]) for x in letters if row[x]]) for row in found
    ]
    assert read == content(questions)
    assert ",-1," in formats.as_csv(questions)  # a number needs no apostrophe


@given(any_question())
def test_csv_computes_nothing_in_a_spreadsheet(question):
    [row] = csv.DictReader(io.StringIO(formats.as_csv([question])[1:]))
    texts = [question.ask, *(text for o in question.options for text in (o.text, o.why))]
    cells = [row["question"], *(row[k] for x in "ABCDE"[: len(question.options)] for k in (x, f"why {x}"))]
    for text, cell in zip(texts, cells, strict=True):
        number = re.fullmatch(r"-?[\d.]+", cell)
        assert number or cell[0] not in "=+-@\t\r"
        assert cell == text or (cell == f"'{text}" and text[0] in "=+-@")


class Page(HTMLParser):
    """The words of a page, and which tags it has."""

    def __init__(self, text):
        super().__init__()
        self.words, self.tags, self.style = [], set(), False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.style = tag == "style"

    def handle_data(self, data):
        if not self.style and data.strip():
            self.words.append(" ".join(data.split()))


@given(any_question())
def test_a_page_shows_each_text_as_text(question):
    page = Page(formats.as_html([question]))
    texts = [text for o in question.options for text in (o.text, o.why)]
    shown = {" ".join(text.split()) for text in (question.heading, question.ask, *texts)}
    assert shown <= set(page.words)
    assert page.tags <= {"html", "meta", "title", "style", "h1", "h2", "ol", "ul", "li", "p", "b", "span", "small"}
    boxes = [word for word in page.words if word in ("☐", "☒")]
    assert boxes == ["☒" if o.right else "☐" for o in question.options]


EXAMS = {"gift": formats.gift, "csv": formats.as_csv, "html": formats.as_html}


@pytest.mark.parametrize("form", EXAMS)
def test_nothing_in_an_exam_depends_on_which_answer_is_right(questions, form):
    """With other keys and other reasons it is the same, letter for letter."""
    others = [
        replace(q, options=tuple(Option(o.text, n == place, "why not") for n, o in enumerate(q.options)))
        for place, q in ((number % len(q.options), q) for number, q in enumerate(questions))
    ]
    exam = EXAMS[form](shuffled(questions, 7), 7)
    assert exam == EXAMS[form](shuffled(others, 7), 7)
    assert [o.text for q in questions for o in q.options if o.text not in unescape(exam.replace("\\", ""))] == []
    assert "(M" not in exam


def test_an_exam_in_gift_has_a_field_for_the_letter(questions):
    for (_, name, ask, options), question in zip(gift.read(formats.gift(questions, 7)), questions, strict=True):
        assert (name, options) == (question.name, [])
        assert ask.splitlines()[2:-2] == [f"{letter}) {option.text}" for letter, option in question.lettered()]


def test_jupyterquiz_makes_no_exam(questions):
    with pytest.raises(ValueError, match="marks by the key inside its file: take html, csv or gift"):
        formats.jupyterquiz(questions, 7)


def test_the_key_names_the_letter_that_the_right_text_has_in_the_exam(questions):
    exam = shuffled(questions, 7)
    asked, key = rows(formats.as_csv(exam, 7)), rows(formats.key_of(exam, 7))
    for line, row, question in zip(key, asked, questions, strict=True):
        [right] = [option.text for option in question.options if option.right]
        assert line["the right answer"] == row[line["right"]] == right
        assert (line["number"], line["exam"]) == (row["number"], "7")


def test_a_seed_gives_one_order_and_in_many_every_place_is_right_as_often(questions):
    three = [q for q in questions if len(q.options) == 3 and q.part != "claims"]
    assert shuffled(questions, 7) == shuffled(questions, 7) != shuffled(questions, 8)
    assert [q for q in shuffled(questions, 7) if q.part == "03"] == shuffled(questions_of(["03"]), 7)
    places = [q.right()[0] for seed in range(100) for q in shuffled(three, seed)]
    for letter in "ABC":
        assert abs(places.count(letter) / len(places) - 1 / 3) < 0.03  # four deviations of 4,000 draws
