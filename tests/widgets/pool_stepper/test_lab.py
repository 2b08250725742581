"""PoolStepper in JupyterLab: two views of one model, answers from Python, the keyboard alone, and both themes."""

from widgets.in_lab import both_say, comes_to_python, expect, passes_axe_in_both_themes, press, tab_to
from widgets.stepper.reading import SENTENCE, SMALL_PRINT, button, cells, group

from tools.browser import start_in_kernel, stop_kernel

POOL = """
from cnnlab.widgets import PoolStepper
widget = PoolStepper([[1, 2, 0, 1], [0, 3, 1, 0], [2, 0, 4, 1], [1, 1, 0, 5]])
widget
"""


def test_pool_stepper_edits_go_to_python_and_both_views_follow(open_views):
    page, *views = open_views(POOL)
    first = views[0]
    cells(first, "Input").nth(1).click()
    first.get_by_label("New value").fill("7.5")
    first.get_by_label("New value").press("Enter")
    both_say(views, SENTENCE, "largest of 1, 7.5, 0, 3 = 7.5")
    comes_to_python(page, "widget.image[0][0]", [1, 7.5, 0, 1])
    first.get_by_label("kernel size").fill("5")
    first.get_by_label("kernel size").press("Tab")
    both_say(views, "role=alert", "does not fit an input of size 4")
    first.get_by_label("kernel size").fill("2")
    first.get_by_label("stride").fill("1")
    first.get_by_label("stride").press("Tab")
    both_say(views, SMALL_PRINT, "Step 1 of 9")
    expect(first.get_by_role("alert")).to_have_count(0)
    comes_to_python(page, "widget.stride", 1)
    passes_axe_in_both_themes(page)


def test_a_stepper_answers_while_a_cell_runs_also_the_first_time(open_views):
    page, *views = open_views(POOL)
    start_in_kernel(page, "import time\ntime.sleep(600)")
    try:
        views[0].get_by_label("stride").fill("1")
        views[0].get_by_label("stride").press("Tab")
        both_say(views, SMALL_PRINT, "Step 1 of 9")
        assert not page.evaluate("() => window.ended")
    finally:
        stop_kernel(page)


def test_pool_stepper_is_edited_and_stepped_by_keyboard(open_views):
    page, *views = open_views(POOL)
    first = views[0]
    tab_to(page, group(first, "Input"))
    press(page, "ArrowDown", "ArrowRight", "Enter")
    page.keyboard.type("8")
    press(page, "Enter")
    both_say(views, SENTENCE, "largest of 1, 2, 0, 8 = 8")
    tab_to(page, button(first, "Step"))
    press(page, "Enter")
    both_say(views, SENTENCE, "Output row 0, column 1 = ")
    press(page, "Space")
    both_say(views, SENTENCE, "Output row 1, column 0 = ")
    tab_to(page, first.get_by_label("Step of the walk"))
    press(page, "End")
    both_say(views, SENTENCE, "Output row 1, column 1 = ")
    press(page, "Home")
    both_say(views, SENTENCE, "Output row 0, column 0 = ")
    tab_to(page, first.get_by_label("stride"))
    press(page, "ArrowDown")
    both_say(views, SMALL_PRINT, "Step 1 of 9")


def test_the_menus_of_a_stepper_keep_their_keys_from_the_notebook(open_views):
    page, *views = open_views(POOL)
    tab_to(page, views[0].get_by_label("take the"))
    press(page, "ArrowDown")
    both_say(views, SENTENCE, "mean of 1, 2, 0, 3 = 1.5")
    press(page, "l")  # the first letter of "largest"; to a notebook, "show line numbers"
    both_say(views, SENTENCE, "largest of 1, 2, 0, 3 = 3")
