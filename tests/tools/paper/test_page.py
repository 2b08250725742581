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
    assert re.findall(r"Which is larger\?</p>\s*<div class=\"lines\">", text)
    assert text.count('<div class="lines">') == 1


def test_claims_and_bars_stay_behind_and_a_widget_stands_as_its_sentence(page_of):
    text = page_of(
        code("assert 1", tags=["claim"]), code("train()", "100%|███| 3/3"), code("w", "Valley(2 examples): the ball")
    )
    assert "assert" not in text
    assert "3/3" not in text
    assert re.search(r'<pre class="twin">Valley\(2 examples\): the ball', text)


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
