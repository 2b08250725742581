import pytest
from short_lesson import CELLS, write


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """The slides of CELLS."""
    deck = pytest.importorskip("tools.slides.deck", reason="the extra `slides` is not installed")
    folder = tmp_path_factory.mktemp("short")
    return deck.build(write(folder / "short.ipynb", CELLS), folder / "slides")
