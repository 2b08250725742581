"""Numbers in the steppers: what is shown is the number, or says that it is rounded; pointing tells all of it."""

import re

import pytest
from widgets.stepper.reading import button, cells, hint, question, say, verdict

from cnnlab.widgets import ConvStepper, PoolStepper, TapeStepper

FONTS = """texts => texts.filter(text => text.textContent)
    .map(text => Number.parseFloat(getComputedStyle(text).fontSize))"""


def written(view, name):
    """The texts in the cells of this name; empty ones where there is no room."""
    grid = view.get_by_role("application", name=re.compile(f"^{name}:")).or_(
        view.get_by_role("group", name=name, exact=True)
    )
    return grid.locator("text").all_text_contents()


def test_numbers_above_9999_are_shown_as_they_are(open_page):
    page = open_page(ConvStepper([[12345, 12495]], [[1]]))
    assert say(page) == "Output row 0, column 0 = 12345·1 = 12345"
    assert written(page, "Input") == ["12345", "12495"]
    button(page, "Step").click()
    assert say(page).endswith("= 12495")
    assert written(page, "Feature map") == ["12345", "12495"]
    assert written(page, "Products") == ["12495"]


def test_a_sum_that_is_rounded_says_so_and_pointing_tells_it(open_page):
    page = open_page(ConvStepper([[1.23456, 2]], [[1, 0.00123456]]))
    assert say(page) == "Output row 0, column 0 = 1.235·1 + 2·0.001235 ≈ 1.237"
    assert written(page, "Feature map") == ["≈1.24"]
    assert written(page, "Products") == ["≈1.23", "≈0.00247"]
    cells(page, "Feature map").first.hover()
    assert "= 1.23702912 reads" in hint(page)
    cells(page, "Input").first.hover()
    assert "= 1.23456." in hint(page)
    cells(page, "Kernel").nth(1).hover()
    assert hint(page) == "Weight row 0, column 1 = 0.00123456"
    page.get_by_role("group", name="Products", exact=True).locator("rect").nth(1).hover()
    assert hint(page) == "Product row 0, column 1 = 0.00246912"


def test_a_prediction_does_not_read_the_products_by_pointing(open_page):
    page = open_page(ConvStepper([[1, 2]], [[3, 4]], predict=True))
    page.get_by_role("group", name="Products", exact=True).locator("rect").first.hover()
    assert "Product" not in hint(page)


HUGE = [123456789.125, -0.000123456789, 1e10, -1234567, 0.1 + 0.2]


@pytest.mark.parametrize(
    "widget",
    [
        ConvStepper([HUGE] * 5, [[1.5, -1e6]]),
        ConvStepper([[HUGE] * 5] * 3, [[[1]]] * 3, padding=1),
        ConvStepper([HUGE] * 5, [[1.5, -1e6]], direction="backward"),
        PoolStepper([HUGE] * 5, mode="avg"),
        PoolStepper([HUGE] * 5, direction="backward"),
        TapeStepper(HUGE * 4, [1.5, -1e6]),
    ],
    ids=["conv", "three channels", "conv back", "pool", "pool back", "tape"],
)
def test_nothing_is_written_too_small_to_read_and_what_is_written_is_the_number_or_marked(open_page, widget):
    page = open_page(widget)
    assert min(page.locator("svg text").evaluate_all(FONTS)) >= 6
    shown = [text for text in written(page, "(Input|Signal)") if text]
    for text in shown:
        values = [*HUGE, 0]
        exact = not text.startswith("≈")
        near = min(abs(float(text.removeprefix("≈")) - value) / max(abs(value), 1e-12) for value in values)
        assert near < (1e-9 if exact else 0.5), text


def test_where_there_is_no_room_the_cell_is_empty_and_pointing_tells_the_number(open_page):
    image = [[0.123456] * 14 for _ in range(14)]
    page = open_page(ConvStepper(image, [[1]]))
    assert all(text in ("≈0.1", "≈0.12") for text in written(page, "Input"))
    cells(page, "Input").first.hover()
    assert "= 0.123456." in hint(page)


def test_a_prediction_of_a_whole_number_must_be_that_number(open_page):
    page = open_page(ConvStepper([[100, 100]], [[1, 1]], bias=1, predict=True))
    question(page).fill("200")
    page.keyboard.press("Enter")
    assert verdict(page).startswith("Not 200. That is the sum of the products alone.")
    page = open_page(PoolStepper([[200, 201], [199, 200]], predict=True))
    question(page).fill("200")
    page.keyboard.press("Enter")
    assert verdict(page).startswith("Not 200. That is the mean of the window.")


def test_a_prediction_over_channels_says_for_which_it_asks(open_page):
    one, two = [[1, 2], [3, 4]], [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    for options in ({}, {"direction": "backward"}):
        page = open_page(PoolStepper(two, predict=True, **options))
        assert "in channel 0" in page.get_by_text(re.compile("^Your prediction")).inner_text()
        page = open_page(PoolStepper(one, predict=True, **options))
        assert "channel" not in page.get_by_text(re.compile("^Your prediction")).inner_text()
