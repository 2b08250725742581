"""TapeStepper under a finger: the page does not take the stroke away to scroll."""

import pytest
from widgets.stepper.reading import cells

from cnnlab.widgets import TapeStepper

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "has_touch": True}


def test_a_signal_is_drawn_by_finger_from_end_to_end(open_page):
    page = open_page(TapeStepper([0] * 8, [1, -1]))
    page.set_viewport_size({"width": 732, "height": 300})  # there is more below: a finger could scroll
    touch = page.context.new_cdp_session(page)
    first, last = (cells(page, "Signal").nth(k).bounding_box() for k in (0, 7))
    start, end = first["x"] + first["width"] / 2, last["x"] + last["width"] / 2
    page.evaluate("() => addEventListener('pointercancel', () => (window.taken = true), true)")

    def send(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    send("touchStart", (start, first["y"] + 10))
    for part in range(1, 21):
        send("touchMove", (start + (end - start) * part / 20, first["y"] + 10 + 4 * part))
        page.wait_for_timeout(16)
    send("touchEnd")
    page.wait_for_timeout(100)
    assert not page.evaluate("() => window.taken")
    signal = page.evaluate("() => cnnlab.model.get('signal')")
    assert signal == sorted(set(signal), reverse=True)  # each sample was drawn, and lower than the one before
    assert len(signal) == 8
    assert page.evaluate("() => scrollY") == 0
