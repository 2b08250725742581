"""PermutationGoggles in a page without Python: pixels fly, one is followed, and the nets answer."""

import re

import numpy as np
import pytest
from accessibility import faults
from widgets.permutation_goggles.goggles import goggles, verdicts

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

DRAWN = """canvas => {
    const pen = canvas.getContext('2d'), side = canvas.width / 28, greys = [];
    for (let row = 0; row < 28; row++)
        for (let column = 0; column < 28; column++)
            greys.push(pen.getImageData((column + 0.5) * side, (row + 0.5) * side, 1, 1).data[0]);
    return greys;
}"""


def image(page, k):
    return page.get_by_role("application", name=f"Image {k + 1},")


def drawn(page, k):
    """What image k of the page shows, 0 to 1."""
    return 1 - np.array(image(page, k).evaluate(DRAWN)) / 255


@pytest.mark.parametrize(
    ("label", "condition"),
    [("straight", "straight"), ("one shuffle for all", "one shuffle"), ("a new shuffle for each", "new shuffle each")],
)
def test_the_page_draws_what_python_says_is_seen(open_page, label, condition):
    widget = goggles()
    page = open_page(widget, motion="reduce")
    page.get_by_label(label).check()
    for k, seen in enumerate(widget.seen(condition)):
        assert np.allclose(drawn(page, k), seen.ravel(), atol=0.01)


@pytest.mark.parametrize(("motion", "fly"), [("no-preference", True), ("reduce", False)])
def test_pixels_fly_unless_motion_is_to_be_reduced(clock, open_page, motion, fly):
    widget = goggles()
    page, end = open_page(widget, motion=motion), widget.seen("one shuffle")[0].ravel()
    page.get_by_label("one shuffle for all").check()
    clock.run_for(200)
    assert np.allclose(drawn(page, 0), end, atol=0.01) != fly
    clock.run_for(2500)
    assert np.allclose(drawn(page, 0), end, atol=0.01)


def test_the_keyboard_alone_follows_a_pixel_from_image_to_image_and_keeps_it(open_page):
    widget = goggles()
    page = open_page(widget, motion="reduce")
    for key in ("Tab", "ArrowRight", "Tab"):
        page.keyboard.press(key)
    hint, spoken = page.get_by_text(re.compile("^The pixel of ")).all()
    assert hint.text_content() == spoken.text_content()
    for key in ("Home", "ArrowDown", "ArrowRight", "PageDown"):
        page.keyboard.press(key)
    source = widget.orders["one shuffle"][0][29]
    own = f"The pixel of row {source // 28}, column {source % 28}"
    assert spoken.text_content() == f"{own} is now at row 1, column 1: the same place in all 4 images."
    assert image(page, 1).evaluate("canvas => canvas === document.activeElement")
    page.keyboard.press("Enter")
    page.get_by_label("a new shuffle for each").check()
    place = widget.orders["new shuffle each"][1].index(source)
    said = f"{own} is now at row {place // 28}, column {place % 28} in image 2. In the 4 images it went to 4 different"
    assert hint.text_content().startswith(said)


def test_the_marks_stand_where_the_pixel_was_and_is(open_page):
    widget = goggles()
    page = open_page(widget, motion="reduce")
    page.get_by_label("a new shuffle for each").check()
    image(page, 2).hover()
    homes, frames = (page.locator(f".cl-mark.cl-{name}") for name in ("home", "now"))
    places = {(mark.get_attribute("cx"), mark.get_attribute("cy")) for mark in homes.all()}
    assert len(places) == 1
    column, row = (int(float(part)) for part in places.pop())
    for mark, order in zip(frames.all(), widget.orders["new shuffle each"], strict=True):
        place = order.index(row * 28 + column)
        assert float(mark.get_attribute("x")) == pytest.approx(place % 28 + 0.5 - 1.3)
        assert float(mark.get_attribute("y")) == pytest.approx(place // 28 + 0.5 - 1.3)


def test_right_and_wrong_are_said_and_not_only_coloured(open_page):
    page = open_page(goggles(verdicts=verdicts()), motion="reduce")
    said = page.get_by_role("cell", name=re.compile("(right|wrong)$"))
    assert said.all_text_contents() == [f"{digit} right" for digit in (7, 2, 1, 0)] * 2


def test_accuracies_are_shown_after_a_prediction_only(open_page):
    page = open_page(goggles(verdicts=verdicts()), motion="reduce")
    assert page.get_by_text("90.0 %").count() == 2
    page.get_by_label("one shuffle for all").check()
    assert page.get_by_text("80.0 %").count() == 0
    page.get_by_label("about the same").nth(0).check()
    page.get_by_label("about the same").nth(1).check()
    page.get_by_role("button", name="Show").click()
    assert page.get_by_text("80.0 %").is_visible()
    assert page.get_by_text('You said "about the same", but it gets worse').is_visible()
    assert page.get_by_text('You said "about the same": right').is_visible()


def test_a_pixel_goes_to_one_place_or_to_many(open_page):
    page = open_page(goggles(verdicts=verdicts()), motion="reduce")
    for label, words in (
        ("one shuffle for all", "the same place in all 4 images"),
        ("a new shuffle", "different places"),
    ):
        page.get_by_label(label).check()
        image(page, 1).hover(position={"x": 40, "y": 30})
        assert page.get_by_text(words).is_visible()


def test_names_of_nets_that_look_like_html_stay_text(open_page):
    net = verdicts()["CNN"]
    page = open_page(goggles(verdicts={"<img src=x onerror=alert(1)>": net}))
    assert page.locator(".cnnlab img").count() == 0
    assert page.get_by_text("<img").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    page = open_page(goggles(10, verdicts=verdicts(10)), scheme, "reduce")
    page.set_viewport_size({"width": width, "height": 1000})
    page.get_by_label("one shuffle for all").check()
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
