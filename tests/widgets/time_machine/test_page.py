"""TimeMachine as a learner sees and hears it on a page: travelling, playing, and its pictures."""

import re

import numpy as np
import pytest
from accessibility import faults
from widgets.time_machine.machines import machine, snapshots

PROBABILITY = re.compile(r"^\d\.\d\d$")


def sentence(moment, digit):
    shot = snapshots()[moment]
    label, odds = snapshots().labels[snapshots().watch[digit]], shot.probabilities[digit].astype(float).round(3)
    when = {0: "Before training", 1: "After 1 step"}.get(shot.step, f"After {shot.step} steps")
    sure = f"{odds.max():.2f}"
    return when, f"{100 * shot.accuracy:.1f} % right.", f"This {label} is called a {odds.argmax()} with {sure[:3]}"


def said(text, moment, digit=0):
    """Whether a text has all the parts of the sentence for a moment."""
    return all(part in text for part in sentence(moment, digit))


def test_the_keyboard_alone_travels_and_is_heard(open_page):
    page, last = open_page(machine(), motion="reduce"), len(snapshots()) - 1
    live, slider = page.get_by_role("status"), page.get_by_role("slider")
    assert said(page.get_by_role("paragraph").first.inner_text(), 0)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for key, moment in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", last), ("Home", 0)):
        page.keyboard.press(key)
        assert said(live.text_content(), moment)
        assert slider.get_attribute("aria-valuetext") == f"step {snapshots()[moment].step} of 21"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert said(live.text_content(), 0, 1)
    assert page.get_by_label("Image 1, a 1").is_checked()


def test_space_plays_to_the_end_and_the_live_region_waits_for_it(open_page):
    page, last = open_page(machine()), len(snapshots()) - 1
    page.get_by_role("slider").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause").wait_for()
    page.wait_for_function("window.cnnlab.model.get('moment') === 2")
    assert said(page.get_by_role("status").text_content(), 0)
    page.get_by_role("button", name="Play").wait_for(timeout=30_000)
    assert page.evaluate("window.cnnlab.model.get('moment')") == last
    assert said(page.get_by_role("status").text_content(), last)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("window.cnnlab.model.get('moment') === 1")
    page.get_by_role("slider").press("ArrowRight")
    page.get_by_role("button", name="Play").wait_for()


@pytest.mark.parametrize(("motion", "moments"), [("no-preference", 12), ("reduce", 3)])
def test_moments_take_their_time_and_longer_where_motion_is_to_be_reduced(clock, open_page, motion, moments):
    page = open_page(machine(), motion=motion)
    page.get_by_role("button", name="Play").click()
    clock.run_for(3050)
    assert page.evaluate("window.cnnlab.model.get('moment')") == moments


def test_a_click_on_the_curve_leads_to_that_moment(open_page):
    page, last = open_page(machine()), len(snapshots()) - 1
    curve = page.get_by_role("img", name=re.compile("^Right answers"))
    width = curve.bounding_box()["width"]
    curve.click(position={"x": width * (40 + 650 * 5 / last) / 700, "y": 40})
    assert page.evaluate("window.cnnlab.model.get('moment')") == 5


def test_the_page_shows_the_counts_and_probabilities_of_the_moment(open_page):
    page, moment = open_page(machine(), motion="reduce"), 6
    page.evaluate(f"window.cnnlab.model.set('moment', {moment}); window.cnnlab.model.set('digit', 3)")
    cells = [
        int(text or 0) for text in page.get_by_role("table", name="Confusion matrix").locator("td").all_text_contents()
    ]
    shot = snapshots()[moment]
    assert np.array_equal(np.reshape(cells, (10, 10)), shot.confusion)
    values = [float(text) for text in page.get_by_text(PROBABILITY).all_text_contents()]
    assert np.allclose(values, shot.probabilities[3], atol=0.006)
    errors = shot.confusion * (1 - np.eye(10, dtype=int))
    true, called = np.unravel_index(errors.argmax(), errors.shape)
    assert page.get_by_text(f"{errors.max()} times a {true} was called a {called}.").is_visible()


FILLS = "picture => [...picture.querySelectorAll('rect')].map(cell => getComputedStyle(cell).fill)"


def test_maps_are_ink_and_darker_where_there_is_more(open_page):
    page = open_page(machine(), motion="reduce")
    page.evaluate("window.cnnlab.model.set('moment', 3)")
    fills = page.get_by_label("Feature map 2").evaluate(FILLS)
    greys = np.array([int(re.match(r"rgb\((\d+)", fill)[1]) for fill in fills])
    maps = snapshots()[3].maps[0]
    assert np.allclose(1 - greys / 255, maps[2].ravel() / maps.max(), atol=0.01)


def test_kernels_have_another_colour_above_zero_than_below(open_page):
    page = open_page(machine(), motion="reduce")
    styles = page.get_by_label("Kernel 4").evaluate(
        "picture => [...picture.querySelectorAll('rect')].map(cell => cell.style.fill)"
    )
    weights = snapshots()[0].kernels[4].ravel()
    limit = np.quantile(np.abs([shot.kernels for shot in snapshots()]), 0.99)
    seen = np.rint(weights / limit * 127)
    assert [("negative" in style) for style in styles] == (seen < 0).tolist()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    page = open_page(machine(), scheme, "reduce")
    page.set_viewport_size({"width": width, "height": 1000})
    for moment in (0, len(snapshots()) - 1):
        page.evaluate(f"window.cnnlab.model.set('moment', {moment})")
        assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


CONTRAST = """() => {
    const luminance = (parts) => parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
    const parts = (text) => {
        const numbers = text.match(/[\\d.]+/g).map(Number).slice(0, 3);
        return text.startsWith("color") ? numbers : numbers.map((n) => n / 255);
    };
    return [...document.querySelectorAll("td")].filter((cell) => cell.textContent).map((cell) => {
        const style = getComputedStyle(cell);
        const [low, high] = [style.color, style.backgroundColor].map((c) => luminance(parts(c))).sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_count_is_readable_on_its_colour(open_page, scheme):
    """Axe does not judge mixed colours; at step 0 whole rows are called one digit, the strongest colour there is."""
    page = open_page(machine(), scheme, "reduce")
    for moment in (0, len(snapshots()) - 1):
        page.evaluate(f"window.cnnlab.model.set('moment', {moment})")
        assert min(page.evaluate(CONTRAST)) >= 4.5
