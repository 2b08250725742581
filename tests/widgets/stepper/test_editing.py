"""A number that is typed into a cell: Enter keeps it, and so does going elsewhere; Escape does not."""

import re

import pytest
from widgets.in_lab import expect
from widgets.stepper.reading import cells, group, hint

from cnnlab.widgets import ConvStepper, PoolStepper, TapeStepper

GRID = [[1, 2, 0], [0, 3, 1], [2, 1, 0]]
# How each stepper is made, which cell is edited in which grid, the setting that holds the number, and what is said.
KINDS = {
    "conv": (lambda: ConvStepper(GRID, [[1, -1], [2, 5]]), "Kernel", 3, "kernel", "Weight row 1, column 1 = 5"),
    "pool": (lambda: PoolStepper([GRID, GRID]), "Input", 14, "image", "Input row 1, column 2 = 1."),
    "back": (
        lambda: ConvStepper(GRID, [[1, 2]], direction="backward"),
        "Input",
        4,
        "image",
        "Input row 1, column 1 = 3.",
    ),
    "tape": (lambda: TapeStepper([1, 2, 3], [1, 5]), "Kernel", 1, "kernel", "Weight 1 = 5"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("end", ["Enter", "Escape", "elsewhere"])
def test_what_is_typed_is_kept_or_not_and_the_cell_stays_chosen(open_page, kind, end):
    make, name, index, setting, words = KINDS[kind]
    page = open_page(make())
    before = page.evaluate("name => JSON.stringify(cnnlab.model.get(name))", setting)
    cells(page, name).nth(index).click()
    page.mouse.move(2, 2)  # what is said of the cell is for the keyboard then
    page.keyboard.type("9")
    if end == "elsewhere":
        page.get_by_role("paragraph").first.click()
    else:
        page.keyboard.press(end)
    expect(page.get_by_label("New value")).to_have_count(0)
    after = page.evaluate("name => JSON.stringify(cnnlab.model.get(name))", setting)
    assert (after == before) == (end == "Escape")
    assert after.count("9") == (end != "Escape")
    if end != "elsewhere":
        expect(group(page, name)).to_be_focused()
        assert hint(page).startswith(words if end == "Escape" else re.sub(r"= \d+", "= 9", words))


def test_the_keyboard_goes_on_from_the_cell_that_was_pressed(open_page):
    page = open_page(ConvStepper(GRID, [[1]]))
    for index, place in ((4, "row 1, column 2"), (0, "row 0, column 1")):
        cells(page, "Input").nth(index).click()
        page.keyboard.press("Escape")
        page.mouse.move(2, 2)  # else what it is over has a word, too
        page.keyboard.press("ArrowRight")
        assert hint(page).startswith(f"Input {place} = ")
