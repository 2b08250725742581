import nbformat
import pytest
from short_lesson import CELLS, write

from tools.every_widget import FORMS, MADE, START


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """The slides of CELLS."""
    deck = pytest.importorskip("tools.slides.deck", reason="the extra `slides` is not installed")
    folder = tmp_path_factory.mktemp("short")
    return deck.build(write(folder / "short.ipynb", CELLS), folder / "slides")


@pytest.fixture(scope="module")
def every_widget(tmp_path_factory):
    """The slides of all widgets, each on a page of its own."""
    deck = pytest.importorskip("tools.slides.deck", reason="the extra `slides` is not installed")
    folder = tmp_path_factory.mktemp("every_widget")
    cells = [nbformat.v4.new_code_cell(source) for source in (START, *MADE.values(), *FORMS.values())]
    for cell in cells:
        cell.metadata.slideshow = {"slide_type": "slide"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "widgets.ipynb")
    return deck.build(folder / "widgets.ipynb", folder)


@pytest.fixture
def show(page):
    """A function that opens slides at a page; whatever the page complains of, or asks of others, fails the test."""
    faults = []
    own = ("file:", "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)

    def go(path, at="", query="", size=(1280, 720)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{path.as_uri()}{query}{at}")
        page.locator(".reveal.ready").wait_for(timeout=120_000)
        return page

    yield go
    assert faults == []
