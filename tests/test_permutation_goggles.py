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


nonsense = st.one_of(st.none(), st.text(max_size=4), st.dictionaries(st.text(max_size=4), st.integers(), max_size=2))


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["condition", "predictions", "verdicts"]), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = goggles(verdicts=verdicts())
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert widget.condition in CONDITIONS


def test_it_is_small():
    widget = goggles(12, verdicts=verdicts(12))
    assert len(widget._esm) < 30_000
    assert len(json.dumps(widget.state())) < 300_000


def test_accuracies_are_shown_after_a_prediction_only(open_page):
    page = open_page(goggles(verdicts=verdicts()), motion="reduce")
    assert page.get_by_text("90.0 %").count() == 2
    page.get_by_label("one shuffle for all").check()
    assert page.get_by_text("80.0 %").count() == 0
    page.get_by_label("about the same").nth(0).check()
    page.get_by_label("about the same").nth(1).check()
    page.get_by_role("button", name="Show").click()
    assert page.get_by_text("80.0 %").is_visible()
    assert page.get_by_text("You said about the same; it gets worse").is_visible()
    assert page.get_by_text("You said about the same: right").is_visible()


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
