"""TapeStepper in JupyterLab: a signal is drawn, and both views show what Python makes of it."""

import re

import pytest
from accessibility import faults
from widgets.in_lab import expect
from widgets.stepper.reading import cells, sentence, small_print

NOTEBOOK = """
from cnnlab.widgets.tape_stepper import TapeStepper
widget = TapeStepper([2, 5, 3, 0, 1, 3, 1, 4], [1, -2, 3])
widget
"""


def both_say(views, words):
    for view in views:
        expect(sentence(view)).to_have_text(words)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_a_drawn_signal_changes_the_output_in_both_views(open_cells, theme):
    page = open_cells(NOTEBOOK, "widget", theme=theme)
    views = [page.get_by_role("group", name="Tape stepper").nth(index) for index in (0, 1)]
    first, second = views
    sentence(second).wait_for()
    first.scroll_into_view_if_needed()
    area = cells(first, "Signal")
    start, end = area.nth(0).bounding_box(), area.nth(2).bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 4)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 4)
    page.mouse.up()
    both_say(views, "Output 0 = 6·1 + 6·(-2) + 6·3 = 12")
    page.keyboard.press("ArrowDown")
    both_say(views, re.compile(re.escape("5·1 + 6·(-2)")))
    page.keyboard.press("ArrowDown")
    both_say(views, re.compile(re.escape("4·1 + 6·(-2)")))
    cells(first, "Kernel").nth(1).click()
    first.get_by_label("New value").fill("0")
    first.get_by_label("New value").press("Enter")
    both_say(views, re.compile("= 22$"))
    first.get_by_label("dilation").fill("5")
    first.get_by_label("dilation").press("Tab")
    expect(first.get_by_role("alert")).to_contain_text("does not fit")
    first.get_by_label("dilation").fill("1")
    first.get_by_label("dilation").press("Tab")
    expect(small_print(second)).to_contain_text("6 positions")
    assert faults(page, ".cnnlab") == ""
