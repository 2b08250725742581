"""ConvStepper in JupyterLab: what is edited goes to Python, and comes back to both views."""

import re

import pytest
from accessibility import faults
from widgets.in_lab import comes_to_python, expect
from widgets.stepper.reading import button, cells, group, say, sentence, small_print

NOTEBOOK = """
from cnnlab.widgets import ConvStepper
image = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
widget = ConvStepper(image, [[1, -1], [2, -2]])
widget
"""


def set_number(view, name, value, key="Tab"):
    view.get_by_label(name).fill(value)
    view.get_by_label(name).press(key)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_edits_go_to_python_and_come_back(open_cells, theme):
    page = open_cells(NOTEBOOK, "widget", theme=theme)
    views = page.get_by_role("group", name="Convolution stepper")
    first, second = views.nth(0), views.nth(1)
    sentence(second).wait_for()
    first.scroll_into_view_if_needed()

    button(first, "Step").click()
    assert say(second) == say(first)

    cells(first, "Kernel").first.click()
    set_number(first, "New value", "10", "Enter")
    changed = re.compile(re.escape(f"= {1 * 10 + 2 * -1 + 3 * 2 + 5 * -2}") + "$")
    expect(sentence(first)).to_have_text(changed)
    expect(sentence(second)).to_have_text(changed)

    set_number(first, "dilation", "5")
    expect(first.get_by_role("alert")).to_contain_text("does not fit an input of size 5")
    set_number(first, "dilation", "1")
    set_number(first, "stride", "2.6", "Enter")
    expect(small_print(first)).to_contain_text("2 x 2 positions")
    assert first.get_by_label("stride").input_value() == "3"  # the number that is used
    expect(first.get_by_role("alert")).to_have_count(0)

    assert faults(page, ".cnnlab") == ""
    background = page.locator(".cnnlab").first.evaluate("widget => getComputedStyle(widget).backgroundColor")
    assert background == ("rgb(255, 255, 255)" if theme == "Light" else "rgb(17, 20, 24)")


def test_enter_keeps_what_is_typed_and_escape_does_not(open_views):
    page, view, _ = open_views(NOTEBOOK)
    group(view, "Kernel").focus()
    for key, kept in (("Enter", 7.0), ("Escape", 7.0)):
        page.keyboard.press("Enter")
        page.keyboard.type("7" if key == "Enter" else "8")
        page.keyboard.press(key)
        expect(view.get_by_label("New value")).to_have_count(0)
        comes_to_python(page, "float(widget.kernel[0][0][0][0])", kept)
        expect(group(view, "Kernel")).to_be_focused()


def test_a_clicked_cell_stays_chosen_whether_its_number_is_kept_or_not(open_views):
    page, view, _ = open_views(NOTEBOOK)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for key, number in (("Escape", 2.0), ("Enter", 9.0)):
        cells(view, "Kernel").nth(2).click()
        page.keyboard.type("9")
        page.keyboard.press(key)
        expect(view.get_by_label("New value")).to_have_count(0)
        comes_to_python(page, "float(widget.kernel[0][0][1][0])", number)
        expect(group(view, "Kernel")).to_be_focused()
        expect(view.get_by_role("paragraph").last).to_have_text(f"Weight row 1, column 0 = {number:g}")
    assert errors == []
