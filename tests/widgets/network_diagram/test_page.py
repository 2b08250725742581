"""NetworkDiagram as a learner meets it on a page: its picture, pointing, and the keyboard."""

import re

import pytest
from accessibility import faults

from cnnlab.widgets import NetworkDiagram

# Of each line that is seen: some are there to be pointed at, and wider.
WIDTHS = """lines => lines.map(line => getComputedStyle(line))
    .filter(style => style.stroke !== 'rgba(0, 0, 0, 0)').map(style => style.strokeWidth)"""


def units(page):
    return page.get_by_role("application").locator("circle")


def widths_of_lines(page):
    return page.get_by_role("application").locator("line").evaluate_all(WIDTHS)


def paragraphs(page):
    """All that is written around the picture."""
    return page.get_by_role("paragraph").all_inner_texts()


def center(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def point_between(page, first, second, part):
    """Move the pointer onto the line from one unit to another, so far from the first."""
    (left, top), (right, bottom) = center(units(page).nth(first)), center(units(page).nth(second))
    page.mouse.move(left + part * (right - left), top + part * (bottom - top))


def test_large_layers_are_abbreviated_with_the_true_number(open_page):
    page = open_page(NetworkDiagram([784, 8, 10]))
    assert units(page).count() == 7 + 8 + 7
    assert page.get_by_text(re.compile(r"^\+ \d+ more$")).all_text_contents() == ["+ 777 more", "+ 3 more"]
    assert len(widths_of_lines(page)) == 7 * 8 + 8 * 7
    assert "6,370 parameters = 6,280 + 90" in paragraphs(page)


def test_pointing_says_what_a_unit_and_a_weight_are(open_page):
    page = open_page(NetworkDiagram([2], side=4, colour=True))
    units(page).nth(5).hover()
    assert (
        "The pixel in row 3, column 2, blue: an input has no parameters of its own. It feeds 2 units, "
        "through one weight each."
    ) in paragraphs(page)
    units(page).nth(8).hover()
    assert "Unit 2 of layer 2: 48 weights and 1 bias, 49 parameters." in paragraphs(page)
    assert widths_of_lines(page).count("2.5px") == 7
    point_between(page, 0, 7, 0.25)
    assert (
        "One weight: from the pixel in row 0, column 0, red to unit 1 of layer 2. "
        "There are 96 between these two layers."
    ) in paragraphs(page)
    assert widths_of_lines(page).count("2.5px") == 1


def test_the_keyboard_reaches_units_and_weights(open_page):
    page = open_page(NetworkDiagram([3, 2, 1]))
    page.get_by_role("application").focus()
    spoken = page.get_by_role("status")

    def hint():
        """What is said, which is what is read out."""
        assert spoken.inner_text() in paragraphs(page)
        return spoken.inner_text()

    assert hint().startswith("Unit 1 of layer 2: 3 weights and 1 bias, 4 parameters.")
    page.keyboard.press("ArrowDown")
    assert hint().startswith("Unit 2 of layer 2")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert hint().startswith("One weight: from input 2 to unit 2 of layer 2.")
    page.keyboard.press("ArrowRight")
    assert hint().startswith("Unit 1 of layer 3: 2 weights and 1 bias")


def test_a_unit_that_is_gone_leaves_the_keyboard_to_another(open_page):
    page = open_page(NetworkDiagram([3, 2, 1]))
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    page.evaluate("() => window.cnnlab.model.set('sizes', [3, 2])")
    assert page.get_by_role("status").inner_text().startswith("Unit 1 of layer 2: 3 weights and 1 bias")
    page.keyboard.press("ArrowLeft")
    assert page.get_by_role("status").inner_text().startswith("Input 1: an input has no parameters")


def test_without_python_every_setting_answers(open_page):
    page = open_page(NetworkDiagram([128], side=28))

    def set_number(label, value):
        page.get_by_label(label, exact=True).fill(str(value))
        page.get_by_label(label, exact=True).press("Enter")

    def shows(*arguments, **options):
        total = NetworkDiagram(*arguments, **options).net["total"]
        return page.get_by_text(f"{total:,} parameters", exact=True).is_visible()

    page.get_by_label("colour").check()
    assert shows([128], side=28, colour=True)
    assert page.get_by_text("301,184 parameters instead of 100,480, 2.99745 times as many").is_visible()
    set_number("side", 10)
    assert shows([128], side=10, colour=True)
    page.get_by_role("button", name="Add a hidden layer").click()
    assert shows([16, 128], side=10, colour=True)
    set_number("hidden 1", 3)
    assert shows([3, 128], side=10, colour=True)
    set_number("outputs", 2_000_000)
    assert page.get_by_role("alert").inner_text() == "Layer 3 may have at most 1,000,000 units, got 2,000,000."
    assert shows([3, 128], side=10, colour=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("sizes", [[3, 2, 1], [1000, 64, 32, 16, 10]])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, sizes, scheme, width):
    page = open_page(NetworkDiagram(sizes, side=224, colour=True), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
