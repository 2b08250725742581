"""TimeMachine: what it keeps of a training, what it refuses, and what a learner sees and hears."""

import base64
import functools
import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import data, nn, optim, training
from cnnlab.snapshots import Snapshots
from cnnlab.widgets import TimeMachine


@functools.cache
def snapshots():
    images, labels = data.load_mnist("test")
    rng = np.random.default_rng(0)
    model = nn.lenet(rng=rng)
    kept = Snapshots(model, images[:200], labels[:200])
    optimizer = optim.Adam(model.parameters(), lr=0.005)
    training.fit(model, optimizer, (images[:400], labels[:400]), epochs=3, rng=rng, callbacks=[kept], progress=False)
    return kept


def machine():
    return TimeMachine(snapshots())


def levels(packed):
    return np.frombuffer(base64.b64decode(packed["bytes"]), np.int8).reshape(packed["shape"])


def test_the_film_holds_what_the_snapshots_say():
    film = machine().film
    for moment, shot in enumerate(snapshots()):
        assert film["steps"][moment] == shot.step
        assert film["accuracy"][moment] == pytest.approx(shot.accuracy, abs=1e-4)
        assert np.array_equal(film["confusion"][moment], shot.confusion)
        assert np.allclose(film["probabilities"][moment], shot.probabilities, atol=6e-4)
    assert film["tested"] == 200
    assert film["labels"] == [0, 1, 2, 3, 4, 5]


def test_pictures_are_kept_to_within_their_grain():
    film, shots = machine().film, snapshots()
    kernels = np.stack([shot.kernels for shot in shots])
    limit = np.quantile(np.abs(kernels), 0.99)
    assert np.allclose(levels(film["kernels"]) * limit / 127, kernels.clip(-limit, limit), atol=limit / 253)
    for digit, packed in enumerate(film["maps"]):
        for moment, shot in enumerate(shots):
            largest = np.abs(shot.maps[digit]).max()
            assert film["largest"][digit][moment] == pytest.approx(largest, abs=0.005)
            assert np.allclose(levels(packed)[moment] * largest / 127, shot.maps[digit], atol=largest / 253)
    assert np.allclose(levels(film["images"]) / 127, shots.images[shots.watch, 0], atol=1 / 253)


def test_it_is_small_with_as_many_moments_as_there_can_be():
    images, labels = data.load_mnist("test")
    model = nn.lenet(rng=np.random.default_rng(0))
    kept = Snapshots(model, images[:500], labels[:500])
    kept._all *= 24
    widget = TimeMachine(kept)
    assert len(widget.film["steps"]) == 24
    assert len(json.dumps(widget.state())) < 300_000


def test_what_it_cannot_show_is_refused_in_words():
    with pytest.raises(TypeError, match="got list"):
        TimeMachine([])
    images, labels = data.load_mnist("test")
    many = Snapshots(nn.lenet(rng=np.random.default_rng(0)), images[:500], labels[:500], watch=range(200))
    with pytest.raises(ValueError, match=r"200 watched images make [\d,]+ bytes of film: watch fewer"):
        TimeMachine(many)


def test_a_network_whose_maps_are_all_zero_can_be_shown():
    images, labels = data.load_mnist("test")
    model = nn.lenet(rng=np.random.default_rng(0))
    model[0].weight.data[...], model[0].bias.data[...] = 0, -1
    assert not levels(TimeMachine(Snapshots(model, images[:50], labels[:50])).film["maps"][0]).any()


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["moment", "digit"]), value=st.integers(-3, 40) | st.none() | st.text(max_size=3))
def test_a_moment_or_digit_that_is_not_there_is_refused_and_nothing_changes(name, value):
    widget = machine()
    widget.moment, widget.digit = 2, 1
    try:
        setattr(widget, name, value)
    except TraitError:
        assert (widget.moment, widget.digit) == (2, 1)
    assert widget.moment in range(len(snapshots()))
    assert widget.digit in range(6)
    json.dumps(widget.state(), allow_nan=False)


def test_the_repr_says_where_it_stands():
    widget = machine()
    widget.moment = len(snapshots()) - 1
    accuracy = snapshots()[-1].accuracy
    assert repr(widget) == (
        f"TimeMachine({len(snapshots())} moments; after 21 steps {accuracy:.1%} right): run this cell to travel"
    )


# ---------------------------------------------------------------------------------------------------------- the page


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
    say, live, slider = page.locator(".cl-say"), page.locator("[aria-live]"), page.get_by_role("slider")
    assert said(say.inner_text(), 0)
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
    assert said(page.locator("[aria-live]").text_content(), 0)
    page.get_by_role("button", name="Play").wait_for(timeout=30_000)
    assert page.evaluate("window.cnnlab.model.get('moment')") == last
    assert said(page.locator("[aria-live]").text_content(), last)
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
    curve = page.locator(".cl-curve")
    width = curve.bounding_box()["width"]
    curve.click(position={"x": width * (40 + 650 * 5 / last) / 700, "y": 40})
    assert page.evaluate("window.cnnlab.model.get('moment')") == 5


def test_the_page_shows_the_counts_and_probabilities_of_the_moment(open_page):
    page, moment = open_page(machine(), motion="reduce"), 6
    page.evaluate(f"window.cnnlab.model.set('moment', {moment}); window.cnnlab.model.set('digit', 3)")
    cells = [int(text or 0) for text in page.locator("tbody td").all_text_contents()]
    shot = snapshots()[moment]
    assert np.array_equal(np.reshape(cells, (10, 10)), shot.confusion)
    values = [float(text) for text in page.locator(".cl-odds > span:nth-child(3n)").all_text_contents()]
    assert np.allclose(values, shot.probabilities[3], atol=0.006)
    errors = shot.confusion * (1 - np.eye(10, dtype=int))
    true, called = np.unravel_index(errors.argmax(), errors.shape)
    assert f"{errors.max()} times a {true} was called a {called}." in page.locator(".cl-sub").inner_text()


FILLS = "picture => [...picture.children].map(cell => getComputedStyle(cell).fill)"


def test_maps_are_ink_and_darker_where_there_is_more(open_page):
    page = open_page(machine(), motion="reduce")
    page.evaluate("window.cnnlab.model.set('moment', 3)")
    fills = page.get_by_label("Feature map 2").evaluate(FILLS)
    greys = np.array([int(re.match(r"rgb\((\d+)", fill)[1]) for fill in fills])
    maps = snapshots()[3].maps[0]
    assert np.allclose(1 - greys / 255, maps[2].ravel() / maps.max(), atol=0.01)


def test_kernels_have_another_colour_above_zero_than_below(open_page):
    page = open_page(machine(), motion="reduce")
    styles = page.get_by_label("Kernel 4").evaluate("picture => [...picture.children].map(cell => cell.style.fill)")
    weights = snapshots()[0].kernels[4].ravel()
    limit = np.quantile(np.abs([shot.kernels for shot in snapshots()]), 0.99)
    seen = np.rint(weights / limit * 127)
    assert [("negative" in style) for style in styles] == (seen < 0).tolist()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(machine(), scheme, "reduce")
    page.set_viewport_size({"width": width, "height": 1000})
    for moment in (0, len(snapshots()) - 1):
        page.evaluate(f"window.cnnlab.model.set('moment', {moment})")
        report = axe.run(page, context=".cnnlab")
        assert report.violations_count == 0, report.generate_report()
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


# ----------------------------------------------------------------------------------------------------- in JupyterLab

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
IN_PYTHON = """async expression => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({code: '', user_expressions: {expression}}).done;
    return reply.content.user_expressions.expression.data['text/plain'];
}"""


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_both_views_travel_together_and_python_knows_where_they_are(open_cells, theme):
    page = open_cells(MAKE, "widget", theme=theme)
    first, second = (page.locator(".cnnlab").nth(k) for k in (0, 1))
    first.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    second.get_by_text("step 1 of 14").wait_for()
    second.get_by_role("slider").press("End")
    first.get_by_text("step 14 of 14").wait_for()
    second.get_by_label("Image 2, a 2").check()
    page.wait_for_function("() => document.querySelector('.cnnlab .cl-say').textContent.includes('This 2 is')")
    assert page.evaluate(IN_PYTHON, "(widget.moment, widget.digit)") == "(14, 2)"
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    report = axe.run(page, context=".cnnlab")
    assert report.violations_count == 0, report.generate_report()


def test_in_jupyterlab_python_moves_the_views_and_space_does_not_run_a_cell(open_cells):
    page = open_cells(MAKE, "widget.moment = 3")
    view = page.locator(".cnnlab").first
    view.get_by_text("step 3 of 14").wait_for()
    view.get_by_role("slider").focus()
    page.keyboard.press("Space")
    page.wait_for_function(
        "() => document.querySelector('.cnnlab .cl-scrub span').textContent === 'step 14 of 14'", timeout=20_000
    )
    assert page.evaluate("() => document.activeElement.type") == "range"
