"""DrawPad in JupyterLab: drawn with mouse, finger and keyboard, answered by Python, also while a cell trains."""

import json
from statistics import median

import numpy as np
import pytest

from tools.browser import NEXT_ANSWER, TRAINING, start_in_kernel, stop_kernel

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from accessibility import faults
from conftest import THEMES, choose_theme
from playwright.sync_api import expect
from widgets.in_lab import IN_PYTHON, comes_to, comes_to_python, in_python

from cnnlab.drawings import draw_digits

MAKE = """
import numpy as np
from cnnlab import data, nn, optim, training
from cnnlab.widgets import DrawPad
model = nn.lenet(rng=np.random.default_rng(0))
pad = DrawPad(model)
pad
"""
ANSWERED = "() => document.querySelector('[aria-label=\"Drawing pad\"]').getAttribute('aria-busy') === 'false'"
TOUCH = """([canvas, points]) => {
    const box = canvas.getBoundingClientRect();
    const fire = (type, [x, y], id) => canvas.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerId: id, pointerType: 'touch', isPrimary: id === 7,
        button: type === 'pointermove' ? -1 : 0,
        clientX: box.left + x * box.width, clientY: box.top + y * box.height,
    }));
    fire('pointerdown', points[0], 7);
    fire('pointerdown', [0.9, 0.9], 8);  // a second finger, or the ball of the hand
    for (const point of points) { fire('pointermove', point, 7); fire('pointermove', [0.9, 0.8], 8); }
    fire('pointerup', points.at(-1), 7);
}"""


def pads(page):
    return page.get_by_role("group", name="Drawing pad").all()


def said(pad):
    """The element that says what the net answers."""
    return pad.get_by_role("paragraph").first


def bars(pad):
    return pad.get_by_role("list")


def draw(page, canvas, points, pause=0):
    """One stroke with the mouse, through points from 0 to 1."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place)
        page.wait_for_timeout(pause)
    page.mouse.up()


def strokes_in_python(page, count):
    """The strokes that Python has once there are so many: what the browser sent may still be on its way."""
    comes_to_python(page, "len(pad.strokes)", count)
    return in_python(page, "pad.strokes")


def delays(page, canvas, count):
    """Milliseconds from pen-up until the answer is drawn, of strokes as a hand makes them."""
    rng, times = np.random.default_rng(5), []
    strokes = [stroke for drawing in draw_digits(count, rng=rng) for stroke in drawing.strokes][:count]
    for stroke in strokes:
        page.evaluate(NEXT_ANSWER)
        draw(page, canvas, stroke[::4], pause=16)
        times.append(page.evaluate("() => window.measured"))
    return times


@pytest.fixture
def open_pad(open_cells):
    """A function that shows one pad in two cells: the page, and the two canvases."""

    def run(source=MAKE, theme="Light"):
        page = open_cells(source, "pad", theme=theme)
        canvases = page.get_by_label("Canvas to draw on")
        expect(canvases).to_have_count(2)
        return page, canvases.nth(0), canvases.nth(1)

    return run


def test_the_mouse_draws_and_both_views_and_python_know(open_pad):
    page, first, second = open_pad()
    draw(page, first, [(0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.4, 0.9)])
    strokes = strokes_in_python(page, 1)
    assert np.allclose(strokes[0], [(0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.4, 0.9)], atol=0.01)
    one, other = pads(page)
    page.wait_for_function(ANSWERED)
    comes_to(said(one).inner_text(), lambda: in_python(page, "pad.answer['words']"))
    expect(said(other)).to_have_text(said(one).inner_text())
    assert bars(one).inner_text() == bars(other).inner_text() != ""
    expect(second).to_have_attribute("aria-label", first.get_attribute("aria-label"))
    draw(page, second, [(0.5, 0.5), (0.6, 0.5)])
    strokes_in_python(page, 2)
    page.get_by_role("button", name="Undo").nth(0).click()
    comes_to_python(page, "pad.strokes", strokes)
    page.get_by_role("button", name="Clear").nth(1).click()
    comes_to_python(page, "[pad.strokes, pad.digit]", [[], None])
    expect(said(one)).to_contain_text("Draw a digit")
    page.get_by_role("button", name="Undo").nth(1).click()
    comes_to_python(page, "pad.strokes", strokes)


def test_one_finger_draws_and_a_second_one_does_not(open_pad):
    page, first, _ = open_pad()
    points = [[0.3, 0.3], [0.5, 0.4], [0.5, 0.8]]
    page.evaluate(TOUCH, [first.element_handle(), points])
    assert np.allclose(strokes_in_python(page, 1), [points], atol=0.01)


def test_the_keyboard_alone_draws_in_a_notebook(open_pad):
    page, first, _ = open_pad()
    first.focus()
    for key in ["ArrowUp"] * 5 + ["Space"] + ["ArrowDown"] * 10 + ["Space", "ArrowRight"]:
        page.keyboard.press(key)
    [stroke] = strokes_in_python(page, 1)
    assert np.allclose(stroke, [[0.5, 0.3 + 0.04 * k] for k in range(11)], atol=0.001)
    page.keyboard.press("Backspace")
    strokes_in_python(page, 0)


def test_strokes_set_in_python_are_drawn(open_pad):
    page, first, _ = open_pad()
    assert page.evaluate(IN_PYTHON, "setattr(pad, 'strokes', [[[0.2, 0.5], [0.8, 0.5]]])") == "None"
    expect(said(pads(page)[0])).to_contain_text("The net")
    dark = "canvas => canvas.getContext('2d').getImageData(224, 224, 1, 1).data[0]"
    assert first.evaluate(dark) == 0


def test_it_passes_axe_in_both_themes(open_pad):
    page, first, _ = open_pad()
    draw(page, first, [(0.2, 0.2), (0.5, 0.9)])
    page.wait_for_function(ANSWERED)
    for theme in THEMES:
        choose_theme(page, theme)
        assert faults(page, ".cnnlab") == "", theme


def test_a_stroke_is_answered_at_once_also_the_first_one_and_while_a_net_is_in_training(open_pad):
    page, canvas, _ = open_pad()
    start_in_kernel(page, TRAINING)
    try:
        training = delays(page, canvas, 20)
        assert not page.evaluate("() => window.ended")  # the kernel's status would not tell: answers set it to idle
        assert ask_until_it_changes(page), "the net in training is the one that answers"
    finally:
        stop_kernel(page)
    page.get_by_role("button", name="Clear").nth(0).click()
    page.wait_for_function(ANSWERED)
    idle = delays(page, canvas, 20)
    print(json.dumps({"idle": [median(idle), max(idle)], "training": [median(training), max(training)]}))
    assert median(idle) < 300
    assert median(training) < 300


def ask_until_it_changes(page):
    """Whether "Ask again" gives other numbers for the same drawing, within ten tries."""
    numbers = bars(pads(page)[0])
    before = numbers.inner_text()
    for _ in range(10):
        page.wait_for_timeout(100)
        page.get_by_role("button", name="Ask again").nth(0).click()
        page.wait_for_function(ANSWERED)
        if numbers.inner_text() != before:
            return True
    return False
