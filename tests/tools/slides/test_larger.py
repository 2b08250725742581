"""Widgets on slides, which show them larger or smaller than a notebook does: read from afar, and used."""

import pytest

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from decks import SHOW_ALL

from tools.every_widget import FORMS, MADE

ZOOMS = f"""async () => (await ({SHOW_ALL})())
    .flatMap((page) => [...page.querySelectorAll(".widget")].map((widget) => Number(widget.style.zoom)))"""
# The rectangle around all that a selector finds on this page: left, top, right and bottom.
AROUND = """(selector) => {
    const found = [...document.querySelectorAll("section.present section.present " + selector)]
        .map((element) => element.getBoundingClientRect());
    const most = (side, of) => of(...found.map((box) => box[side]));
    return [most("left", Math.min), most("top", Math.min), most("right", Math.max), most("bottom", Math.max)];
}"""
SIZES = pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)], ids=["720", "1080", "4:3"])


@SIZES
def test_every_widget_can_be_read_from_afar(every_widget, show, size):
    zooms = dict(zip(MADE | FORMS, show(every_widget, size=size).evaluate(ZOOMS), strict=True))
    assert {name: zoom for name, zoom in zooms.items() if zoom < 0.65} == {}


@SIZES
def test_the_field_for_a_new_number_lies_over_its_cell(short, show, size):
    page = show(short, "#/1/0/0", size=size)
    cell = page.locator("section.present section.present .widget svg g").first.locator("rect").nth(4)
    cell.click()
    inner = cell.bounding_box()
    outer = page.get_by_label("New value").bounding_box()
    middle = [inner[side] + inner[length] / 2 for side, length in (("x", "width"), ("y", "height"))]
    assert outer["x"] < middle[0] < outer["x"] + outer["width"]
    assert outer["y"] < middle[1] < outer["y"] + outer["height"]
    assert outer["x"] == pytest.approx(inner["x"], abs=0.15 * inner["width"])


@SIZES
def test_the_lines_between_layers_lead_from_frame_to_frame(every_widget, show, size):
    page = show(every_widget, f"#/{1 + list(MADE).index('NetworkExplorer')}", size=size)
    page.locator("section.present section.present .cl-cone").first.wait_for()
    lines, frames = (page.evaluate(AROUND, name) for name in (".cl-cone", ".cl-net .cl-mark"))
    assert lines == pytest.approx(frames, abs=20)  # they begin below a frame
