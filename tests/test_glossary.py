"""The glossary: sorted, its links and numbers true; every lesson leads to it, and to entries that exist."""

import json
import re

import pytest

from tools.places import NOTEBOOKS

GLOSSARY = (NOTEBOOKS / "GLOSSARY.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"(?ms)^## (.+?)\n\n(.+?)(?=\n\n## |\Z)", GLOSSARY))
ANCHORS = {term.replace(" ", "-") for term in ENTRIES}
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))
MOST = 15  # links in one lesson: more would make its prose restless
NUMBER = r"(?<![\w.])\d[\d,]*(?:\.\d+)?"
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def prose(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def shown(path):
    """The text of a lesson: prose, code and what its cells print."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        yield "".join(cell["source"])
        for output in cell.get("outputs", []):
            yield "".join(output.get("text", output.get("data", {}).get("text/plain", "")))


def numbers_in(text):
    """Numbers of two digits or more, without the commas of thousands."""
    found = {number.replace(",", "").rstrip(".") for number in re.findall(NUMBER, text.replace("_", ""))}
    return {number for number in found if len(number) > 1}


def links(text):
    """The anchors of the glossary that a lesson links to."""
    return re.findall(r"\]\(GLOSSARY\.md#([^)]+)\)", text)


def test_the_entries_are_found_and_sorted():
    assert len(ENTRIES) == GLOSSARY.count("\n## ") >= 50
    assert list(ENTRIES) == sorted(ENTRIES)


@pytest.mark.parametrize("term", ENTRIES)
def test_a_heading_makes_the_same_anchor_in_jupyterlab_and_on_code_hosts(term):
    """JupyterLab keeps capitals and signs, code hosts do not: small letters, hyphens and single spaces are safe."""
    assert re.fullmatch(r"[a-z]+(?:[ -][a-z]+)*", term)


@pytest.mark.parametrize("term", ENTRIES)
def test_an_entry_is_short_and_names_the_lesson_that_explains_it(term):
    text = ENTRIES[term]
    assert len(text.split()) <= 60
    number, file = re.search(r"\(Lesson\s+\[(\d\d)\]\((\S+?)\)\)$", text).groups()
    assert file.startswith(f"{number}_")
    assert (NOTEBOOKS / file).exists(), file


@pytest.mark.parametrize("term", ENTRIES)
def test_the_lesson_that_explains_a_term_links_to_it(term):
    file = re.findall(r"\((\d\d_\S+?\.ipynb)\)", ENTRIES[term])[-1]
    assert term.replace(" ", "-") in links(prose(NOTEBOOKS / file))


@pytest.mark.parametrize("term", ENTRIES)
def test_links_between_entries_lead_to_entries(term):
    assert set(re.findall(r"\]\(#([^)]+)\)", ENTRIES[term])) <= ANCHORS


@pytest.mark.parametrize("term", ENTRIES)
def test_the_numbers_of_an_entry_stand_in_its_lesson(term):
    path = NOTEBOOKS / re.findall(r"\((\d\d_\S+?\.ipynb)\)", ENTRIES[term])[-1]
    own = re.sub(r"[Ll]essons?\s+\[?\d\d\]?|\]\([^)]*\)", " ", ENTRIES[term])
    assert numbers_in(own) <= numbers_in("\n".join(shown(path)))


@each_lesson
def test_a_lesson_links_a_few_terms_once_each(path):
    anchors = links(prose(path))
    assert 1 <= len(anchors) <= MOST
    assert sorted(anchors) == sorted(set(anchors))


@each_lesson
def test_a_lesson_links_to_entries_that_exist(path):
    assert set(links(prose(path))) <= ANCHORS


def test_a_link_opens_its_entry_in_jupyterlab(open_cells):
    pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
    page = open_cells("from IPython.display import Markdown\nMarkdown('[maps](GLOSSARY.md#feature-map)')")
    page.get_by_role("link", name="maps", exact=True).click()
    entry = page.locator(".jp-MarkdownViewer h2", has_text="feature map")
    entry.wait_for()
    page.wait_for_function("entry => entry.getBoundingClientRect().top < 300", arg=entry.element_handle())
    assert entry.evaluate("entry => entry.getBoundingClientRect().top") > 0
