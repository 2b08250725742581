"""Predict first, in all steppers: nothing tells the number, a wrong one may be mended, and only then is it shown."""

import pytest

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from accessibility import faults
from playwright.sync_api import expect
from widgets.stepper.reading import button, numbers, question, say, small_print, verdict

from cnnlab.widgets import ConvStepper, PoolStepper, TapeStepper

WINDOW, KERNEL = [[4, 1, 7]], [[3, 2]]
GRID = [[5, 2, 6], [1, 4, 3]]
# A stepper, its first number, the names of the grids that tell it, and the arithmetic that is said with it.
STEPPERS = {
    "conv": (ConvStepper(WINDOW, KERNEL, predict=True), 14, ["Products", "Feature map"], "4·3 + 1·2"),
    "conv back": (
        ConvStepper(WINDOW, KERNEL, predict=True, direction="backward", grad_out=[[9, 8]]),
        27, ["To input", "To kernel"], "9·3, 9·2 to the input",
    ),
    "pool": (PoolStepper(GRID, predict=True), 5, ["Output"], "largest of 5, 2, 1, 4"),
    "pool back": (
        PoolStepper(GRID, mode="avg", predict=True, direction="backward", grad_out=[[8]]),
        2, ["Sent back"], "8 / 4 to each of 4 cells",
    ),
    "tape": (TapeStepper(WINDOW[0], KERNEL[0], predict=True), 14, ["Products", "Output"], "4·3 + 1·2"),
}  # fmt: skip
steppers = pytest.mark.parametrize(("widget", "right", "telling", "work"), STEPPERS.values(), ids=STEPPERS)


def answer(page, number):
    question(page).fill(str(number))
    page.keyboard.press("Enter")


def tells_nothing(page, telling, work):
    """Whether no grid and no sentence of the page holds the number, or how it is made."""
    marks = [text for name in telling for text in page.locator(f"[aria-label^='{name}'] text").all_text_contents()]
    return set(marks) <= {"?", ""} and work not in page.locator(".cnnlab").inner_text() and say(page).endswith("?")


@steppers
def test_the_arithmetic_is_in_sight_once_the_answer_is_right(open_page, widget, right, telling, work):
    page = open_page(widget)
    assert tells_nothing(page, telling, work)
    answer(page, right + 100)
    assert tells_nothing(page, telling, work)
    assert verdict(page).endswith("Try again.")
    answer(page, right)
    assert verdict(page) == "Right."
    assert work in say(page)
    assert right in numbers(page, telling[0]) + numbers(page, telling[-1])
    assert not question(page).is_visible()


@steppers
def test_the_number_is_shown_on_request_after_two_wrong_answers(open_page, widget, right, telling, work):
    page = open_page(widget)
    assert not button(page, "Show me").is_visible()
    answer(page, 100)
    assert not button(page, "Show me").is_visible()
    answer(page, 101)
    assert tells_nothing(page, telling, work)
    assert verdict(page).endswith("Try again, or have it shown.")
    button(page, "Show me").click()
    assert verdict(page).startswith(f"It is {right}.")
    assert work in say(page)


def test_a_third_and_a_fourth_try_are_possible_and_each_gets_its_hint(open_page):
    page = open_page(ConvStepper([[4, 1, 0, 2], [1, 1, 1, 1]], [[3, 2]], predict=True))
    for wrong, hint in ((100, "Multiply each number"), (11, "turned around"), (7, "the mean"), (11, "turned around")):
        answer(page, wrong)
        assert hint in verdict(page)
        expect(question(page)).to_be_focused()
        assert question(page).input_value() == ""
    answer(page, 14)
    assert verdict(page) == "Right."
    button(page, "Step").click()
    assert verdict(page) == ""
    assert not button(page, "Show me").is_visible(), "the next cell has its own two tries"


def test_the_bias_is_told_with_the_question(open_page):
    assert "bias 0.5" in small_print(open_page(ConvStepper(WINDOW, KERNEL, bias=0.5, predict=True))).inner_text()
    assert "bias 0.5" in small_print(open_page(TapeStepper(WINDOW[0], [3], bias=0.5, predict=True))).inner_text()


def test_another_width_leaves_what_was_said_and_the_tries(open_page):
    page = open_page(ConvStepper(WINDOW, KERNEL, predict=True))
    answer(page, 100)
    answer(page, 101)
    said = verdict(page)
    page.set_viewport_size({"width": 375, "height": 700})
    page.wait_for_function("() => document.querySelector('.cl-stage svg').viewBox.baseVal.width < 500")
    assert verdict(page) == said
    assert button(page, "Show me").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_question_with_everything_said_passes_axe_on_a_phone(open_page, scheme):
    page = open_page(PoolStepper(GRID, predict=True), scheme)
    page.set_viewport_size({"width": 375, "height": 700})
    for ask in (lambda: answer(page, 3), lambda: answer(page, 100), lambda: button(page, "Show me").press("Enter")):
        ask()
        assert faults(page, ".cnnlab") == ""
    assert verdict(page).startswith("It is 5.")
