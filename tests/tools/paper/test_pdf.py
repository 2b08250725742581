"""The PDF of a short lesson, printed by Chromium, and what the command says where it cannot be."""

import re
import sys

import pytest

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from short_lesson import CELLS, write

from tools.paper import __main__ as command
from tools.paper import pdf
from tools.paper.page import page_text

PRINTED = """() => {
    document.body.style.width = "174mm";
    return [...document.querySelectorAll("pre, img, table")].filter((part) => part.scrollWidth > part.clientWidth + 1
        || part.getBoundingClientRect().right > document.body.getBoundingClientRect().right + 1).length;
}"""


@pytest.fixture
def short(tmp_path):
    """The notebook of CELLS, and a line of code too long for a page."""
    long = "print('a long line', " + ", ".join(f"'{number:04}'" for number in range(60)) + ")"
    return write(tmp_path / "short.ipynb", [*CELLS, ("-", long)])


def test_a_lesson_becomes_pages_of_a4_with_a_title(short, page, tmp_path):
    file, pages = pdf.write(page, short, tmp_path / "short.pdf")
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)", content)
    assert {tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes} == {(210, 297)}
    assert pages >= 2
    assert b"A short lesson" in content or "A short lesson".encode("utf-16-be") in content  # its title


def test_nothing_is_wider_than_the_paper(short, page):
    page.emulate_media(media="print")
    page.set_content(page_text(short))
    assert page.locator("pre").count() > 5
    assert page.evaluate(PRINTED) == 0


def test_the_same_lesson_with_more_in_it_has_more_pages(short, page, tmp_path):
    _, pages = pdf.write(page, short, tmp_path / "short.pdf")
    longer = write(tmp_path / "longer.ipynb", [*CELLS, *[("slide", "\n\n".join(["A line."] * 200))] * 2])
    assert pdf.write(page, longer, tmp_path / "longer.pdf")[1] > pages + 2


@pytest.mark.parametrize("missing", ["chromium", "playwright"])
def test_without_a_browser_it_is_one_sentence(monkeypatch, capsys, tmp_path, missing):
    monkeypatch.setattr(command, "PAPER", tmp_path / "paper")
    if missing == "chromium":
        monkeypatch.setattr(pdf, "CHROMIUM", None)
    else:
        monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(SystemExit) as end:
        command.main(["03"])
    assert end.value.code == 2
    assert re.fullmatch(
        r"not printed: (no Chromium: install it|the browser that prints needs).*\n", capsys.readouterr().err
    )
    assert not (tmp_path / "paper").exists()


def test_a_wrong_name_is_one_sentence(capsys):
    with pytest.raises(SystemExit) as end:
        command.main(["99"])
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("not printed: there is no lesson '99': name a notebook")
