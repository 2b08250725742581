"""ShapeExplorer as a learner meets it on a page: its numbers and words, pointing, and the keyboard."""

import re

import numpy as np
import pytest
from accessibility import faults
from widgets.shape_explorer.explorers import cells, counted, explorer, findings

from cnnlab.widgets import ShapeExplorer
from cnnlab.widgets.shape_explorer.walk import filled_formula

WINDOW = 'svg rect[stroke="var(--cl-window)"]'


def grid(page, name):
    return page.get_by_role("application", name=re.compile(f"^{name} cells"))


def paragraphs(page):
    """All that is written around the picture."""
    return page.get_by_role("paragraph").all_inner_texts()


def says(page, text):
    return any(text in paragraph for paragraph in paragraphs(page))


def side_of_a_cell(root, count):
    """The box around all cells of a grid, and the side of each."""
    box = root.locator("rect").bounding_box()
    return box, box["width"] / count


def hover(root, index, count):
    """Move to the middle of a cell of a grid that has `count` rows."""
    row, column = divmod(index, count)
    _, side = side_of_a_cell(root, count)
    root.locator("rect").hover(position={"x": (column + 0.5) * side, "y": (row + 0.5) * side})


@pytest.mark.parametrize("chosen", [(6, 3, 2, 0, 1), (9, 3, 2, 1, 2), (7, 2, 4, 1, 1), (1, 1, 1, 2, 1)])
def test_the_page_shows_the_numbers_of_python(open_page, in_node, chosen):
    widget = explorer(*chosen)
    page = open_page(widget)
    formula = page.get_by_role("img")
    size, kernel, stride, padding, dilation = chosen
    assert formula.get_attribute("aria-label") == filled_formula(*chosen)
    steps = f"{(size + 2 * padding - dilation * (kernel - 1) - 1) / stride:.4g}"
    out = str(widget.walk["out"])
    assert formula.locator("b").all_text_contents() == [
        *map(str, (size, padding, dilation, kernel, stride)),
        steps,
        out,
    ]
    shown = [int(text) for text in grid(page, "Input").locator("text").all_text_contents()]
    assert shown == np.ravel(widget.walk["counts"]).tolist()
    assert cells(grid(page, "Output")) == widget.walk["out"] ** 2
    assert cells(grid(page, "Input")) == len(shown)
    assert cells(grid(page, "Input"), "path[stroke-dasharray]") == len(shown) - chosen[0] ** 2
    hatched = grid(page, "Input").locator("path[opacity]").count()
    assert hatched == page.get_by_text("never read", exact=True).count() == (0 in shown)
    assert findings(in_node, *chosen) in paragraphs(page)


def test_the_page_shows_the_counts_that_python_computed(open_page):
    page = open_page(ShapeExplorer(5, 3))
    shown = grid(page, "Input").locator("text").all_text_contents()
    assert shown == [str(n) for row in ShapeExplorer(5, 3).walk["counts"] for n in row]


def test_an_impossible_setting_is_a_sentence_on_the_page(open_page):
    page = open_page(ShapeExplorer(3, 5))
    message = page.get_by_role("alert").inner_text()
    assert message.startswith("A kernel of size 5 does not fit an input of size 3")


def test_pointing_at_an_output_puts_the_window_on_what_it_reads(open_page):
    page = open_page(explorer(6, 3, 2))
    hover(grid(page, "Output"), 3, 2)
    assert says(page, "reads the input's rows 2 to 4 and columns 2 to 4.")
    window = page.locator(WINDOW).last.bounding_box()
    box, side = side_of_a_cell(grid(page, "Input"), 6)
    assert (window["x"], window["y"]) == pytest.approx((box["x"] + 2 * side, box["y"] + 2 * side), abs=3)
    assert window["width"] == pytest.approx(3 * side, abs=6)


def test_pointing_at_an_input_says_how_often_it_is_read_and_marks_by_whom(open_page):
    page = open_page(explorer(5, 3))
    for index, said, n in ((0, "read once, by output row 0, column 0", 1), (12, "read 9 times", 9), (1, "2 times", 2)):
        hover(grid(page, "Input"), index, 5)
        assert says(page, said)
        assert cells(grid(page, "Output"), ".cl-lit") == n
    page.mouse.move(2, 2)
    assert cells(grid(page, "Output"), ".cl-lit") == 0


def test_the_keyboard_reaches_every_cell_of_both_grids(open_page):
    page = open_page(explorer(5, 3, padding=1))
    for _ in range(8):  # past five sliders and two buttons
        page.keyboard.press("Tab")
    assert says(page, "padding cell is read once")
    for key in ("ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert page.get_by_role("status").last.inner_text().startswith("Input row 0, column 0 is read 4 times")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert says(page, "row 4, column 4 reads the input's rows 3 to 5")
    page.keyboard.press("Home")
    assert says(page, "rows -1 to 1 and columns -1 to 1; numbers below 0")
    assert grid(page, "Output").evaluate("group => getComputedStyle(group).outlineStyle") == "solid"


def test_without_python_every_slider_and_button_answers(open_page):
    page = open_page(explorer(6, 3))
    chosen = {"input size": 6, "kernel": 3, "stride": 1, "padding": 0, "dilation": 1}
    for label, value in (("input size", 9), ("kernel", 2), ("stride", 3), ("padding", 1), ("dilation", 2)):
        page.get_by_label(label, exact=True).fill(str(value))
        chosen[label] = value
        counts = counted(*chosen.values())
        shown = [int(text) for text in grid(page, "Input").locator("text").all_text_contents()]
        assert shown == counts.ravel().tolist()
        assert page.get_by_role("img").get_attribute("aria-label") == filled_formula(*chosen.values())
    page.get_by_role("button", name="same").click()
    assert page.get_by_text('"same" needs stride 1, here it is 3').is_visible()
    page.get_by_label("stride", exact=True).fill("1")
    page.get_by_role("button", name="same").click()
    assert page.get_by_role("button", name="same").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="valid").click()
    page.get_by_label("kernel", exact=True).fill("9")
    page.get_by_label("input size", exact=True).fill("4")
    assert page.get_by_role("alert").inner_text() == ShapeExplorer(4, 9, dilation=2).message


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("widget", [ShapeExplorer(6, 3, stride=2), ShapeExplorer(28, 5, padding=2, dilation=2)])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, widget, scheme, width):
    page = open_page(widget, scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
