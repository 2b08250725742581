"""PermutationGoggles: which pixel goes where, what it refuses, and what a learner sees."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import data
from cnnlab.widgets import PermutationGoggles

CONDITIONS = ["straight", "one shuffle", "new shuffle each"]


def goggles(count=4, **options):
    images, labels = data.load_mnist("test")
    return PermutationGoggles(images[:count], labels[:count], rng=np.random.default_rng(0), **options)


def verdicts(count=4):
    labels = data.load_mnist("test")[1][:count]
    wrong = ((labels + 1) % 10).tolist()
    of = {"straight": (labels.tolist(), 0.9), "one shuffle": (labels.tolist(), 0.895), "new shuffle each": (wrong, 0.2)}
    dense = {condition: {"digits": digits, "accuracy": accuracy} for condition, (digits, accuracy) in of.items()}
    cnn = {**dense, "one shuffle": {"digits": wrong, "accuracy": 0.8}}
    return {"dense net": dense, "CNN": cnn}


def test_one_shuffle_is_the_same_for_every_image_and_loses_no_pixel():
    widget = goggles()
    straight = widget.seen("straight").reshape(4, -1)
    shuffled = widget.seen("one shuffle").reshape(4, -1)
    assert np.array_equal(shuffled, straight[:, widget.orders["one shuffle"][0]])
    assert not np.array_equal(shuffled, straight)
    assert np.array_equal(np.sort(shuffled), np.sort(straight))


def test_new_shuffles_differ_from_image_to_image_and_lose_no_pixel():
    widget = goggles()
    orders = np.array(widget.orders["new shuffle each"])
    assert len({tuple(order) for order in orders}) == 4
    straight, shuffled = (widget.seen(condition).reshape(4, -1) for condition in ("straight", "new shuffle each"))
    assert np.array_equal(shuffled, np.take_along_axis(straight, orders, 1))


def test_a_given_order_is_used():
    order = np.arange(784)[::-1]
    assert np.array_equal(goggles(order=order).seen("one shuffle"), goggles().seen("straight")[..., ::-1, ::-1])


def test_what_changes_is_worse_the_same_or_better():
    widget = goggles(verdicts=verdicts())
    assert widget.changes["dense net"]["one shuffle"] == "same"
    assert widget.changes["CNN"]["one shuffle"] == "worse"


@pytest.mark.parametrize(
    ("make", "error", "fragment"),
    [
        (lambda: goggles(13), ValueError, "13"),
        (lambda: goggles(order=np.zeros(784, int)), ValueError, "order"),
        (lambda: goggles(order=np.arange(5)), ValueError, "order"),
        (lambda: goggles(verdicts={"net": {}}), ValueError, "straight"),
        (lambda: PermutationGoggles(np.ones((1, 28, 28)), [3], rng=7), TypeError, "rng"),
        (lambda: PermutationGoggles(np.ones((2, 28, 28)), [3], rng=np.random.default_rng(0)), ValueError, "2"),
        (lambda: goggles().seen("upside down"), ValueError, "upside down"),
    ],
)
def test_what_cannot_be_seen_is_refused_in_words(make, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        make()


anything = st.one_of(st.none(), st.text(max_size=4), st.integers(), st.lists(st.integers(), max_size=2))
guesses = st.fixed_dictionaries({"dense net": anything | st.just("same"), "CNN": anything | st.just("worse")})
nonsense = st.one_of(
    anything,
    st.dictionaries(st.text(max_size=4), anything, max_size=2),
    st.dictionaries(st.sampled_from(CONDITIONS), guesses, max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["condition", "predictions", "verdicts"]), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = goggles(verdicts=verdicts())
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert widget.condition in CONDITIONS
    assert all(set(said.values()) <= {"worse", "same", "better"} for said in widget.predictions.values())
    json.dumps(widget.state(), allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(count=st.integers(1, 12), rows=st.integers(1, 32), columns=st.integers(1, 32), seed=st.integers(0, 99))
def test_every_pixel_is_seen_once_in_every_condition(count, rows, columns, seed):
    rng = np.random.default_rng(seed)
    images = rng.random((count, rows, columns))
    widget = PermutationGoggles(images, np.zeros(count, int), rng=rng)
    for condition in CONDITIONS:
        seen = widget.seen(condition)
        assert seen.shape == images.shape
        assert np.array_equal(np.sort(seen.reshape(count, -1)), np.sort(images.reshape(count, -1)))


def test_predictions_are_forgotten_with_the_nets_they_were_about():
    widget = goggles(verdicts=verdicts())
    widget.predictions = {"one shuffle": {"dense net": "same", "CNN": "worse"}}
    widget.verdicts = verdicts()
    assert widget.predictions
    widget.verdicts = {"CNN": verdicts()["CNN"]}
    assert widget.predictions == {}


def test_the_repr_says_what_is_worn_and_no_accuracy():
    widget = goggles(verdicts=verdicts())
    assert repr(widget) == "PermutationGoggles(4 images of 28 x 28, seen straight; nets: dense net, CNN)"


def test_it_is_small():
    widget = goggles(12, verdicts=verdicts(12))
    assert len(json.dumps(widget.state())) < 300_000


DRAWN = """canvas => {
    const pen = canvas.getContext('2d'), side = canvas.width / 28, greys = [];
    for (let row = 0; row < 28; row++)
        for (let column = 0; column < 28; column++)
            greys.push(pen.getImageData((column + 0.5) * side, (row + 0.5) * side, 1, 1).data[0]);
    return greys;
}"""


def drawn(page, k):
    """What image k of the page shows, 0 to 1."""
    return 1 - np.array(page.locator("canvas").nth(k).evaluate(DRAWN)) / 255


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
    hint, live = page.locator(".cl-hint"), page.locator(".cl-goggles > [aria-live=polite]")
    for key in ("Tab", "ArrowRight", "Tab"):
        page.keyboard.press(key)
    assert hint.inner_text().startswith("The pixel of ")
    for key in ("Home", "ArrowDown", "ArrowRight", "PageDown"):
        page.keyboard.press(key)
    source = widget.orders["one shuffle"][0][29]
    own = f"The pixel of row {source // 28}, column {source % 28}"
    assert live.text_content() == f"{own} is now at row 1, column 1: the same place in all 4 images."
    assert page.locator("canvas").nth(1).evaluate("canvas => canvas === document.activeElement")
    page.keyboard.press("Enter")
    page.get_by_label("a new shuffle for each").check()
    place = widget.orders["new shuffle each"][1].index(source)
    said = f"{own} is now at row {place // 28}, column {place % 28} in image 2. In the 4 images it went to 4 different"
    assert hint.inner_text().startswith(said)


def test_the_marks_stand_where_the_pixel_was_and_is(open_page):
    widget = goggles()
    page = open_page(widget, motion="reduce")
    page.get_by_label("a new shuffle for each").check()
    page.locator("canvas").nth(2).hover()
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
    said = page.locator(".cl-seen td", has=page.locator(".cl-sign"))
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
        page.locator("canvas").nth(1).hover(position={"x": 40, "y": 30})
        assert words in page.locator(".cl-hint").inner_text()


def test_names_of_nets_that_look_like_html_stay_text(open_page):
    net = verdicts()["CNN"]
    page = open_page(goggles(verdicts={"<img src=x onerror=alert(1)>": net}))
    assert page.locator(".cnnlab img").count() == 0
    assert page.get_by_text("<img").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(goggles(10, verdicts=verdicts(10)), scheme, "reduce")
    page.set_viewport_size({"width": width, "height": 1000})
    page.get_by_label("one shuffle for all").check()
    report = axe.run(page, context=".cnnlab")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


IN_PYTHON = """async expression => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({code: '', user_expressions: {expression}}).done;
    return reply.content.user_expressions.expression.data['text/plain'];
}"""
NETS = """
answers = {"digits": labels[:3].tolist(), "accuracy": 0.9}
conditions = ["straight", "one shuffle", "new shuffle each"]
widget.verdicts = {"dense net": {condition: answers for condition in conditions}}
"""
MAKE = """
import numpy as np
from cnnlab import data
from cnnlab.widgets import PermutationGoggles
images, labels = data.load_mnist("test")
widget = PermutationGoggles(images[:3], labels[:3], rng=np.random.default_rng(0))
widget
"""


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_both_views_wear_the_same_goggles(open_cells, theme):
    page = open_cells(MAKE, "widget", theme=theme)
    first, second = (page.locator(".cnnlab").nth(k) for k in (0, 1))
    first.get_by_label("one shuffle for all").focus()
    page.keyboard.press("ArrowRight")
    second.get_by_text("A shuffle was drawn anew for each image").wait_for()
    assert second.get_by_label("a new shuffle for each").is_checked()
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    report = axe.run(page, context=".cnnlab")
    assert report.violations_count == 0, report.generate_report()


def test_in_jupyterlab_a_prediction_goes_to_python_and_is_answered_in_both_views(open_cells):
    page = open_cells(MAKE, NETS, "widget")
    first, second = (page.locator(".cnnlab").nth(k) for k in (0, 1))
    first.get_by_label("one shuffle for all").check()
    first.get_by_role("button", name="Show").click()
    assert first.get_by_text("Choose an answer for each net first.").is_visible()
    first.get_by_label("about the same").focus()
    page.keyboard.press("Space")
    first.get_by_role("button", name="Show").press("Enter")
    for view in (first, second):
        view.get_by_text('You said "about the same": right').wait_for()
    assert page.evaluate(IN_PYTHON, "widget.predictions") == "{'one shuffle': {'dense net': 'same'}}"
    second.get_by_role("button", name="Predict again").click()
    first.get_by_text("Predict first").wait_for()
