"""TimeMachine in JupyterLab: two views of one model, Python, and the keyboard."""

import re

import pytest
from accessibility import faults
from widgets.in_lab import comes_to_python

MAKE = """
import numpy as np
from cnnlab import data, nn, optim, training
from cnnlab.snapshots import Snapshots
from cnnlab.widgets import TimeMachine
images, labels = data.load_mnist("test")
rng = np.random.default_rng(0)
model = nn.lenet(rng=rng)
kept = Snapshots(model, images[:100], labels[:100])
optimizer = optim.Adam(model.parameters(), lr=0.005)
train = images[:400], labels[:400]
history = training.fit(model, optimizer, train, epochs=2, rng=rng, callbacks=[kept], progress=False)
widget = TimeMachine(kept)
widget
"""


def views_of(page):
    return page.get_by_role("group", name=re.compile("^Time machine"))


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_both_views_travel_together_and_python_knows_where_they_are(open_cells, theme):
    page = open_cells(MAKE, "widget", theme=theme)
    first, second = (views_of(page).nth(k) for k in (0, 1))
    first.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    second.get_by_text("step 1 of 14").wait_for()
    second.get_by_role("slider").press("End")
    first.get_by_text("step 14 of 14").wait_for()
    second.get_by_label("Image 2, a 2").check()
    first.get_by_text("This 2 is").first.wait_for()
    comes_to_python(page, "(widget.moment, widget.digit)", (14, 2))
    assert faults(page, ".cnnlab") == ""


def test_in_jupyterlab_python_moves_the_views_and_space_does_not_run_a_cell(open_cells):
    page = open_cells(MAKE, "widget.moment = 3")
    view = views_of(page).first
    view.get_by_text("step 3 of 14").wait_for()
    view.get_by_role("slider").focus()
    page.keyboard.press("Space")
    view.get_by_text("step 14 of 14").wait_for(timeout=20_000)
    assert page.evaluate("() => document.activeElement.type") == "range"
