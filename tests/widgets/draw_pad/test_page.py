"""DrawPad on a page without Python: it shows what was answered, and draws."""

import numpy as np
import pytest
from accessibility import faults
from widgets.draw_pad.pads import LINE, pad

from cnnlab import nn
from cnnlab.drawings import draw_digit, draw_strokes
from cnnlab.widgets import DrawPad

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")


GREYS = """canvas => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return [...data].filter((_, k) => k % 4 == 0);
}"""


def greys(canvas):
    """The pixels of a canvas, 0 for black to 255, row by row."""
    return np.array(canvas.evaluate(GREYS))


def canvas_of(page):
    return page.get_by_label("Canvas to draw on")


def said(page):
    """The element that says what the net answers."""
    return page.get_by_role("paragraph").first


def strokes_of(page):
    return page.evaluate("() => cnnlab.model.get('strokes')")


def draw(page, *places):
    """A stroke by the mouse through these places of the canvas, in pixels."""
    box = canvas_of(page).bounding_box()
    for number, (x, y) in enumerate(places):
        page.mouse.move(box["x"] + x, box["y"] + y)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def test_without_python_a_digit_is_drawn_framed_and_read(open_page):
    widget = pad(LINE)
    page = open_page(widget)
    assert said(page).inner_text() == widget.answer["words"]
    assert page.get_by_role("button", name="Ask again").is_disabled()
    draw(page, (20, 20), (90, 2000))  # past the edge
    assert strokes_of(page)[1][-1][1] == 1
    widget.strokes = strokes_of(page)
    assert said(page).inner_text() == widget.answer["words"]
    seen = greys(page.get_by_role("img", name="Your drawing, framed in 28 x 28 pixels"))
    assert np.abs((255 - seen) - widget.answer["pixels"]).max() <= 1
    page.get_by_role("button", name="Clear").click()
    assert said(page).inner_text() == "Draw a digit: large or small, anywhere on the canvas."


class Own(nn.Sequential):
    """A net that only Python can run: its layers may do anything."""


def test_a_net_that_only_python_can_run_says_so_on_a_page(open_page):
    widget = DrawPad(Own(nn.Flatten(), nn.Linear(784, 10, rng=np.random.default_rng(0))), strokes=LINE)
    page = open_page(widget)
    assert said(page).inner_text() == widget.answer["words"]
    assert "needs Python" in page.get_by_text("Draw with the mouse").inner_text()
    draw(page, (20, 20), (90, 90))
    assert "needs Python" in said(page).inner_text()
    assert page.get_by_role("list").inner_text().split() == [str(k) for k in range(10)]


def test_what_python_answered_is_in_the_bars_and_in_the_frame(open_page):
    widget = pad(LINE)
    page = open_page(widget)
    rows = page.get_by_role("listitem").all()
    shares = [float(row.inner_text().split()[1]) / 100 for row in rows]
    assert np.allclose(shares, widget.probabilities, atol=0.0006)
    seen = greys(page.get_by_role("img", name="Your drawing, framed in 28 x 28 pixels"))
    assert (255 - seen).tolist() == widget.answer["pixels"]
    [bold] = [row for row in rows if row.evaluate("row => getComputedStyle(row).fontWeight") == "700"]
    assert bold.inner_text().split()[0] == str(widget.digit)


def test_the_canvas_shows_the_ink_that_python_sees(open_page):
    drawing = draw_digit(2, rng=np.random.default_rng(4), size=(0.6, 0.8))
    page = open_page(pad(drawing.strokes, width=drawing.width))
    canvas = 1 - greys(canvas_of(page)).reshape(448, 448) / 255
    assert np.abs(canvas - draw_strokes(drawing.strokes, side=448, width=drawing.width)).mean() < 0.002


def test_the_keyboard_alone_draws_undoes_clears_and_takes_another_pen(open_page):
    page = open_page(pad())
    live = page.get_by_role("status")
    page.keyboard.press("Tab")
    for key in ("ArrowLeft", "Space", "ArrowDown", "PageDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert live.text_content() == "Pen down, 51 % across, 58 % down."
    page.keyboard.press("Space")
    assert np.allclose(strokes_of(page), [[[0.46, 0.5], [0.46, 0.54], [0.5, 0.58], [0.51, 0.58]]], atol=1e-4)
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert len(strokes_of(page)) == 2
    page.keyboard.press("Backspace")
    assert len(strokes_of(page)) == 1
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    assert strokes_of(page) == []
    for key in ("Shift+Tab", "Enter"):
        page.keyboard.press(key)
    assert len(strokes_of(page)) == 1
    for key in ("Tab", "Tab", "End"):
        page.keyboard.press(key)
    assert page.evaluate("() => cnnlab.model.get('width')") == 0.12


def test_the_page_does_not_scroll_under_a_finger_and_other_buttons_do_not_draw(open_page):
    page = open_page(pad())
    canvas = canvas_of(page)
    assert canvas.evaluate("canvas => getComputedStyle(canvas).touchAction") == "none"
    canvas.click(button="right")
    assert strokes_of(page) == []


def test_names_that_look_like_html_stay_text(open_page):
    names = ["<img src=x onerror=alert(1)>", *"abcdefghi"]
    page = open_page(pad(LINE, classes=names))
    assert page.locator(".cnnlab img").count() == 0
    assert page.get_by_role("list").get_by_text(names[0]).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [500, 700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    page = open_page(pad(LINE), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
