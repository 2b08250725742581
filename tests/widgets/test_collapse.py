"""A widget that plays while its output is collapsed and expanded in JupyterLab: it goes on, or says that it rests."""

import pytest
from widgets.stepper.reading import button

from tools.every_widget import MADE, START

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

RUN = "name => window.jupyterapp.commands.execute(`notebook:${name}-cell-outputs`)"


@pytest.mark.parametrize("name", ["ConvStepper", "PoolStepper", "TapeStepper", "TimeMachine", "Valley"])
def test_whoever_plays_is_not_stuck_after_its_output_was_collapsed(open_cells, name):
    page = open_cells(START, f"widget = {MADE[name].replace(', predict=True', '')}\nwidget")
    view = page.locator(".cnnlab")
    if name != "TimeMachine":
        view.get_by_label("speed").select_option("0.5")
    button(view, "Play").click()
    button(view, "Pause").wait_for()
    page.evaluate(RUN, "hide")
    view.wait_for(state="hidden")
    page.wait_for_timeout(300)
    page.evaluate(RUN, "show")
    view.wait_for()
    if button(view, "Pause").count():
        before = view.locator("input[type=range]").first.input_value()
        page.wait_for_function(
            """before => document.querySelector('.cnnlab input[type=range]').value !== before
                || document.querySelector('.cnnlab input[type=range]').max === before""",
            arg=before,
        )  # it may have come to its end already
    button(view, "Play").wait_for()
