"""Widgets under a finger: what is tapped is chosen, what is dragged goes along, and the page stays where it is."""

import numpy as np
import pytest
from widgets.draw_pad.pads import pad
from widgets.stepper.reading import cells, group, say
from widgets.time_machine.machines import machine

from cnnlab import data
from cnnlab.widgets import ConvStepper, ShiftExplorer, TapeStepper, TinyNetwork, Valley

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
LOW = {"width": 732, "height": 300}  # there is more below: a finger could scroll


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "has_touch": True}


@pytest.fixture
def open_touched(open_page):
    """A function that shows a widget on a page so low that a finger could scroll it."""

    def show(widget):
        page = open_page(widget)
        page.set_viewport_size(LOW)
        page.evaluate("() => addEventListener('pointercancel', () => (window.taken = true), true)")
        return page

    return show


def stroke(page, points):
    """Move a finger over the page, which is neither scrolled by it nor takes it away."""
    touch, before = page.context.new_cdp_session(page), page.evaluate("() => scrollY")

    def send(kind, *places):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in places]})

    send("touchStart", points[0])
    for point in points[1:]:
        send("touchMove", point)
        page.wait_for_timeout(16)
    send("touchEnd")
    page.wait_for_timeout(100)
    assert page.evaluate("() => [window.taken ?? false, scrollY]") == [False, before]


def line(start, end, count=20):
    return [tuple(point) for point in np.linspace(start, end, count + 1).tolist()]


def test_a_signal_is_drawn_from_end_to_end(open_touched):
    page = open_touched(TapeStepper([0] * 8, [1, -1]))
    first, last = (cells(page, "Signal").nth(k).bounding_box() for k in (0, 7))
    start, end = (cell["x"] + cell["width"] / 2 for cell in (first, last))
    stroke(page, line((start, first["y"] + 10), (end, first["y"] + 90)))
    signal = page.evaluate("() => cnnlab.model.get('signal')")
    assert signal == sorted(set(signal), reverse=True)  # each sample was drawn, and lower than the one before
    assert len(signal) == 8


def test_a_digit_is_drawn(open_touched):
    page = open_touched(pad())
    box = page.get_by_label("Canvas to draw on").bounding_box()
    middle = box["x"] + box["width"] / 2
    stroke(page, line((middle, box["y"] + 20), (middle, box["y"] + 140)))
    (drawn,) = page.evaluate("() => cnnlab.model.get('strokes')")
    assert len(drawn) > 5
    assert page.get_by_role("paragraph").first.inner_text().startswith("The net")


def test_a_digit_is_dragged(open_touched):
    page = open_touched(ShiftExplorer(data.load_mnist("test")[0][0, 0], data.KERNELS["vertical edge"]))
    box = page.get_by_label("The digit").bounding_box()
    cell, x, y = box["width"] / 28, box["x"] + 60, box["y"] + 60
    stroke(page, line((x, y), (x - 2 * cell, y + 5 * cell)))
    assert page.evaluate("() => cnnlab.model.get('shift')") == [5, -2]
    pooled = page.get_by_label("Cells of the pooled map").bounding_box()
    page.touchscreen.tap(pooled["x"] + pooled["width"] / 2, pooled["y"] + 5)
    assert page.locator(".cl-hint").inner_text().startswith("Pooled row 0, column 6")


@pytest.mark.parametrize(
    ("inputs", "start"), [([1, 2, 3], [3]), ([[1, 0], [2, 1], [3, -1]], [3, -2])], ids=["curve", "map"]
)
def test_a_ball_is_dragged(open_touched, inputs, start):
    page = open_touched(Valley(inputs, [1, 3, 2], weights=start))
    ball = page.locator(".cl-ball")
    ball.scroll_into_view_if_needed()
    box = ball.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    stroke(page, line(middle, (middle[0] - 60, middle[1] + 40)))
    weights = page.evaluate("() => cnnlab.model.get('weights')")
    assert all(weight < before for weight, before in zip(weights, start, strict=True))


@pytest.mark.parametrize("side", [3, 30])
def test_a_cell_is_tapped_and_its_number_changed(open_touched, side):
    page = open_touched(ConvStepper(np.ones((side, side)), [[1, 2]]))
    box = group(page, "Input").bounding_box()
    page.touchscreen.tap(box["x"] + 5, box["y"] + 5)
    page.get_by_label("New value").fill("5")
    page.get_by_label("New value").press("Enter")
    assert page.evaluate("() => cnnlab.model.get('image')[0][0][0]") == 5
    assert say(page).endswith("= 7")


def test_a_weight_is_tapped_and_changed_and_a_number_is_read(open_touched):
    page = open_touched(TinyNetwork([2, 3], [[2, -1]], [[1], [-1]], target=0, step=3))
    weight = page.locator("rect.cl-hit").first
    weight.scroll_into_view_if_needed()
    weight.tap()
    page.get_by_label("New value").fill("5")
    page.get_by_label("New value").press("Enter")
    assert page.evaluate("() => cnnlab.model.get('hidden')") == [[5, -1]]
    page.locator("rect.cl-node").nth(2).tap()
    page.get_by_text("Sum 0 = 2·5 + 3·(-1) = 7.", exact=True).wait_for()
    page.get_by_role("button", name="Step", exact=True).tap()
    assert page.evaluate("() => cnnlab.model.get('step')") == 4


@pytest.mark.parametrize("widget", [lambda: ConvStepper(np.ones((9, 9)), [[1]]), machine], ids=["step", "time"])
def test_a_slider_is_dragged(open_touched, widget):
    page = open_touched(widget())
    slider = page.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    box, before = slider.bounding_box(), float(slider.input_value())
    middle = box["y"] + box["height"] / 2
    stroke(page, line((box["x"] + 10, middle), (box["x"] + box["width"] - 10, middle + 30)))
    assert float(slider.input_value()) > before
