"""The focus stays in its widget, whatever is pressed: a button that has done its part may not lose it to the page."""

import pytest
from widgets.in_lab import expect, in_python
from widgets.stepper.reading import button, question, say

from cnnlab.widgets import ConvStepper
from tools.every_widget import SOURCES, views

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

HAS_FOCUS = "root => root.contains(document.activeElement)"
# The name of a button that can be pressed, and has the focus now.
PRESSABLE = """button => {
    button.focus();
    const focused = button.isConnected && document.activeElement === button;
    return focused && button.getAttribute('aria-disabled') !== 'true' ? button.ariaLabel || button.textContent : null;
}"""


def test_each_button_of_each_widget_keeps_the_focus_until_it_can_be_pressed_no_more(open_cells):
    page = open_cells(*SOURCES)
    pressed = 0
    for view in views(page):
        for one in view.locator("button").element_handles():
            for _ in range(4):  # an even number: a switch is as it was
                if (name := one.evaluate(PRESSABLE)) is None:
                    break
                page.keyboard.press("Enter")
                in_python(page, "0")  # Python has answered what came before
                assert view.evaluate(HAS_FOCUS), f"{view.get_attribute('aria-label')}: {name}"
                pressed += 1
    assert pressed > 100


@pytest.mark.parametrize("way", ["Check", "Show me", "Enter"])
def test_a_question_hands_the_focus_on_to_the_next_step(open_page, way):
    page = open_page(ConvStepper([[1, 2, 3]], [[1]], predict=True))
    for wrong in ("7", "7") if way == "Show me" else ():
        question(page).fill(wrong)
        page.keyboard.press("Enter")
        expect(question(page)).to_be_focused()
    question(page).fill("1")
    if way == "Enter":
        page.keyboard.press("Enter")
    else:
        button(page, way).focus()
        page.keyboard.press("Enter")
    expect(button(page, "Step")).to_be_focused()
    assert say(page) == "Output row 0, column 0 = 1·1 = 1"  # the key that gave the focus on has not pressed the button


def test_step_and_back_keep_the_focus_at_both_ends(open_page):
    page = open_page(ConvStepper([[1, 2, 3]], [[1]]))
    for name, presses in (("Step", 3), ("Back", 3)):
        button(page, name).focus()
        for _ in range(presses):
            page.keyboard.press("Enter")
        expect(button(page, name)).to_be_disabled()
        expect(button(page, name)).to_be_focused()


def test_a_slider_that_is_drawn_anew_goes_on_by_keyboard(open_cells):
    page = open_cells("from cnnlab.widgets import NetworkDiagram\nwidget = NetworkDiagram([2], side=8)\nwidget")
    slider = page.get_by_role("slider", name="side of the image")
    slider.focus()
    for side in (9, 10, 11):
        page.keyboard.press("ArrowRight")
        page.get_by_text(f"{side} x {side} pixels").wait_for()
        expect(slider).to_be_focused()


def test_a_layer_that_shrinks_under_the_keyboard_leaves_it_another_unit(open_cells):
    page = open_cells("from cnnlab.widgets import NetworkDiagram\nwidget = NetworkDiagram([9, 128, 10])\nwidget")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.get_by_role("application").focus()
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status").first).to_contain_text("Unit 128 of layer 2")
    page.get_by_label("hidden 1", exact=True).fill("3")
    page.get_by_label("hidden 1", exact=True).press("Enter")
    page.get_by_text("70 parameters").wait_for()
    page.get_by_role("application").focus()
    expect(page.get_by_role("status").first).to_contain_text("Unit 1 of layer 2: 9 weights")
    assert errors == []
