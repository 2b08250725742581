"""What a lesson's page for the printer holds."""

import re
from html.parser import HTMLParser

import nbformat
import pytest

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from tools.paper.page import page_text
from tools.places import NOTEBOOKS


class Images(HTMLParser):
    """The attributes of the images in a page, and the addresses to which anything else leads."""

    def __init__(self):
        super().__init__()
        self.images, self.addresses = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.images.append(dict(attrs))
        else:
            self.addresses += [value for name, value in attrs if name in ("src", "href")]


PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
QUESTION = "**Predict.** Which is larger?"
FOLDED = "<details><summary>Hint</summary>\nCount.\n</details>\n<details><summary>Solution</summary>\n\n`4`\n</details>"


@pytest.fixture
def page_of(tmp_path):
    """A function that gives the page of these cells."""

    def write(*cells):
        nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), tmp_path / "own.ipynb")
        return page_text(tmp_path / "own.ipynb")

    return write


def code(source, *texts, **metadata):
    outputs = [nbformat.v4.new_output("display_data", {"text/plain": text}) for text in texts]
    return nbformat.v4.new_code_cell(source, outputs=outputs, metadata=metadata)


prose = nbformat.v4.new_markdown_cell


def test_what_is_folded_stands_under_its_heading_at_the_end(page_of):
    text = page_of(prose("# T"), prose("## A task\n\nNow you."), prose(FOLDED), prose("## You have seen"))
    assert "<details" not in text
    places = [text.index(part) for part in ("You have seen", "Hints and solutions", "A task</h3>", "Count.", "<code>4")]
    assert places == sorted(places)


def test_without_anything_folded_there_is_no_page_of_solutions(page_of):
    assert "Hints and solutions" not in page_of(prose("# T"))


def test_a_prediction_has_lines_to_write_on(page_of):
    text = page_of(prose(f"## A\n\n{QUESTION}\n\nMore."), prose("## B"))
    assert re.findall(r"Which is larger\?</p>\s*<div class=\"lines\">(?:<i></i>){3}</div>", text)
    assert text.count('<div class="lines">') == 1


def test_a_solution_in_code_stays_code(page_of):
    text = page_of(
        prose("## A task"), prose("<details><summary>Solution</summary>\n\n```python\nf = 4\n```\n</details>")
    )
    assert re.search(r"<strong>Solution\.</strong></p>\s*<div class=\"highlight\"><pre>", text)
    assert "```" not in text


def test_what_the_check_says_of_a_function_that_nobody_wrote_becomes_room_to_write_it(page_of):
    text = page_of(
        code("check.conv2d(conv2d)", "Not attempted yet. Write the body."), code("check.x(x)", "Right. Ten.")
    )
    assert "conv2d" not in text
    assert "Not attempted" not in text
    assert text.count("<i></i>") == 8
    assert "check" in text
    assert "Right. Ten." in text


def test_questions_can_be_ticked_and_nothing_asks_to_run_a_cell(page_of):
    claims = "Claims: true, false, or does it depend? (run this cell to answer)\n\n1. All is well.\n7. Two is one."
    quiz = "Quiz (run this cell to answer)\n\n1. Which?\n   ( ) this"
    stepper = "ConvStepper(image (1, 2, 2)): run this cell to watch the kernel stride"
    text = page_of(code("Claims.of()", claims), code("Quiz.of()", quiz), code("s.show()", stepper))
    assert "run this cell" not in text
    for claim in ("1. All is well.", "7. Two is one."):
        assert f"{claim}\n   ( ) true   ( ) false   ( ) it depends\n" in text.replace("</pre>", "\n")
    assert re.search(r'<pre class="twin screen">ConvStepper\(image \(1, 2, 2\)\)</pre>', text)
    assert ".of" not in re.sub("<[^>]*>", "", text)  # whoever has a pen needn't know what asks
    assert "show" in text


def test_claims_and_bars_stay_behind_and_a_widget_stands_as_its_sentence(page_of):
    text = page_of(
        code("assert 1", tags=["claim"]), code("train()", "100%|███| 3/3"), code("w", "Valley(2 examples): the ball")
    )
    assert "assert" not in text
    assert "3/3" not in text
    assert re.search(r'<pre class="twin screen">Valley\(2 examples\): the ball', text)


def test_what_a_cell_puts_out_is_text_and_no_html(page_of):
    text = page_of(code("x", "<script>alert(1)</script>"))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_lesson_has_a_page_that_fetches_nothing_and_describes_its_pictures(path):
    found = Images()
    found.feed(page_text(path))
    assert found.images
    assert all(image["src"].startswith("data:") and image["alt"] for image in found.images)
    assert found.addresses == []


def test_what_is_no_notebook_is_said_in_a_sentence(tmp_path):
    (tmp_path / "own.ipynb").write_text("not JSON", encoding="utf-8")
    with pytest.raises(ValueError, match=r"own\.ipynb is no notebook"):
        page_text(tmp_path / "own.ipynb")
