"""Grids of cells too small for a number: painted, read, changed and marked like any other."""

import re

import numpy as np
import pytest
from widgets.stepper.reading import button, group, hint, lit, say

from cnnlab import widgets

RNG = np.random.default_rng(0)
IMAGE = RNG.integers(-5, 6, (30, 30))
KERNEL = RNG.integers(-3, 4, (3, 3))
MIXED = r"color-mix\(in srgb, var\(--cl-(\w+)\) (.*)%, var\(--cl-cell\)\)"
# The colour in the middle of each cell, as the page shows it; empty where nothing is painted. Cells are so many units.
COLOURS = """(group, [rows, columns]) => {
    const paths = [...group.querySelectorAll('path[style]')];
    const box = group.querySelector('rect').getBBox(), side = box.width / columns;
    return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => {
        const middle = new DOMPoint(box.x + (column + 0.5) * side, box.y + (row + 0.5) * side);
        return paths.filter(path => path.isPointInFill(middle)).map(path => path.style.fill).join(' and ');
    }));
}"""


def colours(page, name, shape):
    return np.array(group(page, name).evaluate(COLOURS, list(shape)))


def parts(shown):
    """How much of the full colour each cell has, below zero where it is blue, to a percent."""
    found = [re.fullmatch(MIXED, colour).groups() for colour in np.ravel(shown)]
    return np.reshape([(-1 if name == "negative" else 1) * float(part) for name, part in found], np.shape(shown))


def assert_shows(shown, values):
    np.testing.assert_allclose(parts(shown), 62 * values / np.abs(values).max(), atol=0.501)


def middle_of(page, name, shape, row, column):
    box = group(page, name).locator("rect").bounding_box()
    return (
        box["x"] + (column + 0.5) * box["width"] / shape[1],
        box["y"] + (row + 0.5) * box["height"] / shape[0],
    )


def expected_map(image, kernel, padding):
    padded = np.pad(image, padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)


def test_each_cell_has_the_colour_of_its_number(open_page):
    page = open_page(widgets.ConvStepper(IMAGE, KERNEL))
    assert_shows(colours(page, "Input", IMAGE.shape), IMAGE)
    out = expected_map(IMAGE, KERNEL, 0)
    shown = colours(page, "Feature map", out.shape)
    assert re.fullmatch(MIXED, shown[0, 0])
    assert set(shown.ravel()[1:]) == {"var(--cl-background)"}
    page.evaluate("() => cnnlab.model.set('step', 28 * 28 - 1)")
    assert_shows(colours(page, "Feature map", out.shape), out)
    page.evaluate("() => cnnlab.model.set('step', 0)")
    assert set(colours(page, "Feature map", out.shape).ravel()[1:]) == {"var(--cl-background)"}


def test_it_is_drawn_in_few_elements(open_page):
    page = open_page(widgets.ConvStepper(RNG.integers(-5, 6, (64, 64)), KERNEL))
    assert page.locator("svg *").count() < 200  # and not 7,940


def test_a_cell_is_pointed_at_and_changed(open_page):
    widget = widgets.ConvStepper(IMAGE, KERNEL, padding=2)
    page = open_page(widget)
    page.mouse.move(*middle_of(page, "Input", (34, 34), 7, 9))
    assert hint(page) == f"Input row 5, column 7 = {IMAGE[5, 7]}. 9 outputs read it."
    assert lit(page, "Feature map") == [9, 9]
    page.mouse.move(*middle_of(page, "Input", (34, 34), 1, 9))
    assert hint(page).startswith("A padding cell, 0.")
    page.mouse.move(*middle_of(page, "Input", (34, 34), 7, 10))
    assert hint(page).startswith(f"Input row 5, column 8 = {IMAGE[5, 8]}.")
    page.mouse.click(*middle_of(page, "Input", (34, 34), 7, 10))
    field = page.get_by_label("New value")
    assert field.input_value() == str(IMAGE[5, 8])
    at = field.bounding_box()
    cell = middle_of(page, "Input", (34, 34), 7, 10)
    assert at["x"] < cell[0] < at["x"] + at["width"]
    assert at["y"] < cell[1] < at["y"] + at["height"]
    field.fill("-5")
    field.press("Enter")
    assert parts(colours(page, "Input", (34, 34))[2:32, 2:32])[5, 8] == -62
    assert group(page, "Input").evaluate("group => group === document.activeElement")


def test_an_output_is_gone_to_by_a_click_and_by_the_keyboard(open_page):
    page = open_page(widgets.ConvStepper(IMAGE, KERNEL))
    out = expected_map(IMAGE, KERNEL, 0)
    page.mouse.click(*middle_of(page, "Feature map", out.shape, 12, 20))
    assert say(page).startswith("Output row 12, column 20 ")
    assert say(page).endswith(f" {out[12, 20]}")
    group(page, "Feature map").press("ArrowDown")
    group(page, "Feature map").press("Enter")
    assert say(page).startswith("Output row 13, column 20 ")


def test_below_zero_is_said_in_grey_too_and_no_longer_than_it_is(open_page):
    page = open_page(widgets.ConvStepper(IMAGE, KERNEL))
    marks = "group => group.querySelector('.cl-minus').getAttribute('d').split('M').length - 1"
    assert group(page, "Input").evaluate(marks) == (IMAGE < 0).sum()
    page.evaluate("image => cnnlab.model.set('image', [image])", np.maximum(IMAGE, 0).tolist())
    assert group(page, "Input").evaluate(marks) == 0


def test_a_minus_goes_though_the_colour_stays(open_page):
    image = np.zeros((30, 30))
    image[0, 0], image[3, 4] = 10, -0.401
    page = open_page(widgets.ConvStepper(image, KERNEL))
    marks = "group => group.querySelector('.cl-minus').getAttribute('d').split('M').length - 1"
    before = colours(page, "Input", (30, 30))[3, 4]
    assert group(page, "Input").evaluate(marks) == 1
    image[3, 4] = -0.399
    page.evaluate("image => cnnlab.model.set('image', [image])", image.tolist())
    assert colours(page, "Input", (30, 30))[3, 4] == before
    assert group(page, "Input").evaluate(marks) == 0


@pytest.mark.parametrize("padding", [0, 2])
def test_padding_is_dashed_and_what_is_not_read_is_faint_and_struck_out(open_page, padding):
    page = open_page(widgets.ConvStepper(IMAGE, KERNEL, padding=padding, stride=4))
    unread = (30 + 2 * padding - 3) % 4
    size = 30 + 2 * padding
    dashed = group(page, "Input").locator("path[stroke-dasharray]")
    assert (dashed.get_attribute("d") is not None) == (padding > 0)
    covered = "(path, point) => path.isPointInFill(new DOMPoint(...point))"
    box = group(page, "Input").evaluate(
        "group => { const b = group.querySelector('rect').getBBox(); return [b.x, b.y]; }"
    )
    side = group(page, "Input").evaluate("group => group.querySelector('rect').getBBox().width") / size
    faint = group(page, "Input").locator("path[opacity]")
    for row, column in ((0, 0), (0, size - unread - 1), (0, size - 1), (size - 1, 0), (size - unread - 1, size - 1)):
        is_unread = row >= size - unread or column >= size - unread
        point = [box[0] + (column + 0.5) * side, box[1] + (row + 0.5) * side]
        assert faint.evaluate(covered, point) == is_unread
    strokes = page.locator("path.cl-unread").get_attribute("d").count("M")
    assert strokes == size**2 - (size - unread) ** 2


def test_what_changes_a_grid_in_size_leaves_nothing_behind(open_page):
    page = open_page(widgets.ConvStepper(IMAGE, KERNEL))
    page.get_by_label("stride").fill("2")
    page.get_by_label("stride").press("Enter")
    out = expected_map(IMAGE, KERNEL, 0)[::2, ::2]
    page.evaluate("() => cnnlab.model.set('step', 14 * 14 - 1)")
    button(page, "Flip kernel").click()
    flipped = expected_map(IMAGE, KERNEL[::-1, ::-1], 0)[::2, ::2]
    assert_shows(colours(page, "Feature map", out.shape), flipped)
