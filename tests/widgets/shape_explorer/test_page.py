"""ShapeExplorer as a learner meets it: its words, pointing, the keyboard, and the sliders in JupyterLab."""

import itertools
import re

import nbformat
import numpy as np
import pytest
from conftest import IDLE, RUN_ALL
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.widgets import ShapeExplorer
from cnnlab.widgets.shape_explorer import LIMITS

SLIDERS = {name: st.integers(*ends) for name, ends in LIMITS.items()}
NOTEBOOK = "from cnnlab.widgets import ShapeExplorer\nShapeExplorer(6, 3)"


def explorer(size, kernel, stride=1, padding=0, dilation=1):
    return ShapeExplorer(size, kernel, stride=stride, padding=padding, dilation=dilation)


def filled(widget):
    return "".join(text for text, _, _ in widget.formula)


def counted(size, kernel, stride, padding, dilation):
    """How often each cell of the padded input is read, by walking all windows."""
    padded, extent = size + 2 * padding, dilation * (kernel - 1) + 1
    counts, starts = np.zeros((padded, padded), int), range(0, padded - extent + 1, stride)
    for top, left, i, j in itertools.product(starts, starts, range(kernel), range(kernel)):
        counts[top + i * dilation, left + j * dilation] += 1
    return counts


@settings(max_examples=100, deadline=None)
@given(**SLIDERS)
def test_the_words_are_true(size, kernel_size, stride, padding, dilation):
    words = explorer(size, kernel_size, stride, padding, dilation).walk.get("words", "")
    if not words:
        return
    counts = counted(size, kernel_size, stride, padding, dilation)
    left = (len(counts) - dilation * (kernel_size - 1) - 1) % stride
    inner = counts[: len(counts) - left, : len(counts) - left]
    assert bool(left) == ("left over" in words)
    assert not left or f"{left} row" in words
    assert not (inner == 0).any() or f"pass over {(inner == 0).sum()} cell" in words
    gaps, within = (inner == 0).sum(), (inner[padding : padding + size, padding : padding + size] == 0).sum()
    assert (f"({gaps - within} of them padding)" in words) == (0 < within < gaps)
    assert bool(re.search(r"never read (them|it) \(only padding\)", words)) == (0 == within < gaps)
    assert ("every cell on the way is read" not in words) or inner.all()


@pytest.mark.parametrize(
    ("size", "stride", "padding", "fragment"),
    [
        (6, 2, 0, "Half a step is left over: 1 row and 1 column are never read."),
        (5, 3, 0, "Two thirds of a step are left over: 2 rows and 2 columns are never read."),
        (4, 3, 0, "A third of a step is left over"),
        (5, 4, 0, "Half a step is left over: 2 rows"),
        (6, 4, 0, "Three quarters of a step are"),
        (7, 5, 0, "Four fifths of a step are"),
        (4, 2, 1, "1 row and 1 column are never read (only padding)."),
        (4, 4, 1, "3 rows and 3 columns are never read (1 of each is padding)."),
        (5, 2, 0, "The steps come out even"),
    ],
)
def test_what_the_floor_drops_is_said_in_words(size, stride, padding, fragment):
    assert fragment in explorer(size, 3, stride, padding).walk["words"]


@settings(max_examples=80, deadline=None)
@given(**SLIDERS)
def test_same_keeps_the_size_or_says_why_not(size, kernel_size, stride, padding, dilation):
    widget, total = explorer(size, kernel_size, stride, padding, dilation), dilation * (kernel_size - 1)
    if widget.same["why"]:
        assert widget.same["padding"] is None
        assert stride > 1 or total % 2 or total // 2 > LIMITS["padding"][1]
        return
    widget.padding = widget.same["padding"]
    assert widget.walk["out"] == size


def test_the_repr_is_the_filled_formula():
    formula = "floor((6 + 2*0 - 1*(3 - 1) - 1) / 2) + 1 = floor(1.5) + 1 = 2"
    assert repr(explorer(6, 3, 2)).endswith(f"dilation=1): {formula}")
    assert repr(explorer(4, 9)).endswith("use a smaller kernel or more padding.)")


# ----------------------------------------------------------------------------------------------------------- browser


def grid(page, name):
    return page.locator(f'.cl-explorer svg g[aria-label^="{name} cells"]')


@pytest.mark.parametrize("chosen", [(6, 3, 2, 0, 1), (9, 3, 2, 1, 2), (7, 2, 4, 1, 1), (1, 1, 1, 2, 1)])
def test_the_page_shows_the_numbers_of_python(open_page, chosen):
    widget = explorer(*chosen)
    page = open_page(widget)
    assert page.locator(".cl-formula").get_attribute("aria-label") == filled(widget)
    assert page.locator(".cl-formula b").all_text_contents() == [text for text, _, name in widget.formula if name]
    shown = [int(text) for text in grid(page, "Input").locator("text").all_text_contents()]
    assert shown == np.ravel(widget.walk["counts"]).tolist()
    assert grid(page, "Output").locator("rect").count() == widget.walk["out"] ** 2
    assert grid(page, "Input").locator("rect[stroke-dasharray]").count() == len(shown) - chosen[0] ** 2
    assert page.locator(".cl-never").count() == (0 in shown)
    assert page.locator(".cl-words").inner_text() == widget.walk["words"]


def test_pointing_at_an_output_puts_the_window_on_what_it_reads(open_page):
    page = open_page(explorer(6, 3, 2))
    grid(page, "Output").locator("rect").nth(3).hover()
    assert "reads the input's rows 2 to 4 and columns 2 to 4." in page.locator(".cl-hint").inner_text()
    window = page.locator(".cl-window rect").last.bounding_box()
    first = grid(page, "Input").locator("rect").nth(14).bounding_box()
    assert (window["x"], window["y"]) == pytest.approx((first["x"], first["y"]), abs=3)
    assert window["width"] == pytest.approx(3 * first["width"], abs=6)


def test_pointing_at_an_input_says_how_often_it_is_read_and_marks_by_whom(open_page):
    page = open_page(explorer(5, 3))
    cells, marked = grid(page, "Input").locator("rect"), grid(page, "Output").locator("rect.cl-lit")
    for index, said, n in ((0, "read once, by output row 0, column 0", 1), (12, "read 9 times", 9), (1, "2 times", 2)):
        cells.nth(index).hover()
        assert said in page.locator(".cl-hint").inner_text()
        assert marked.count() == n
    page.mouse.move(2, 2)
    assert marked.count() == 0


def test_the_keyboard_reaches_every_cell_of_both_grids(open_page):
    page = open_page(explorer(5, 3, padding=1))
    page.keyboard.press("Tab")
    assert "padding cell is read once" in page.locator(".cl-hint").inner_text()
    for key in ("ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert page.locator(".cl-explorer > [role=status]").inner_text().startswith("Input row 0, column 0 is read 4 times")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert "row 4, column 4 reads the input's rows 3 to 5" in page.locator(".cl-hint").inner_text()
    page.keyboard.press("Home")
    assert "rows -1 to 1 and columns -1 to 1; numbers below 0" in page.locator(".cl-hint").inner_text()
    assert grid(page, "Output").evaluate("group => getComputedStyle(group).outlineStyle") == "solid"


def test_without_python_the_sliders_are_off_and_say_so(open_page):
    page = open_page(explorer(6, 3))
    for label in ("input size", "kernel", "stride", "padding", "dilation"):
        assert page.get_by_label(label, exact=True).is_disabled()
    assert page.get_by_text("open the notebook to move them").is_visible()


def test_in_jupyterlab_the_sliders_reach_python_and_come_back(lab, page):
    address, token, folder = lab
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    cells = [nbformat.v4.new_code_cell(NOTEBOOK), nbformat.v4.new_code_cell("1 + 1")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "explorer.ipynb")
    page.goto(f"{address}/lab/tree/explorer.ipynb?token={token}&reset")
    page.wait_for_function(IDLE, timeout=90_000)
    page.evaluate(RUN_ALL)
    root = page.locator(".cl-explorer")
    root.wait_for()
    words, same = root.locator(".cl-words"), root.get_by_role("button", name="same")

    def slide(name, key, expected, where=words):
        root.get_by_label(name, exact=True).focus()
        page.keyboard.press(key)
        where.filter(has_text=expected).wait_for()

    slide("stride", "ArrowRight", "Half a step is left over")
    assert root.locator(".cl-formula b").last.inner_text() == "2"
    assert grid(page, "Output").locator("rect").count() == 4
    same.click()
    assert "needs stride 1" in root.inner_text()
    slide("stride", "Home", "4 x 4 out")
    same.click()
    words.filter(has_text="as large as the input").wait_for()
    assert same.get_attribute("aria-pressed") == "true"
    root.get_by_role("button", name="valid").click()
    words.filter(has_text="4 x 4 out").wait_for()
    slide("kernel", "End", "A kernel of size 9 does not fit an input of size 6", root.locator(".cl-message"))
    assert grid(page, "Output").count() == 0
    slide("kernel", "Home", "6 x 6 out")
    assert root.locator(".cl-message").inner_text() == ""
