"""NetworkDiagram: its counts, what it refuses, and what a learner sees."""

import json
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab.widgets import NetworkDiagram


def units_of(layers):
    """How many units each drawn column stands for, from scratch: a weight matrix and a bias for each gap."""
    return [n * m + m for n, m in pairwise(layers)]


@pytest.mark.parametrize(
    ("arguments", "options", "counts"),
    [
        ([[784, 10]], {}, [7850]),
        ([[784, 128, 10]], {}, [100480, 1290]),
        ([[128, 10]], {"side": 28}, [100480, 1290]),
        ([[128, 10]], {"side": 28, "colour": True}, [301184, 1290]),
        ([[1000]], {"side": 224, "colour": True}, [150529000]),
    ],
)
def test_the_counts_of_the_lesson(arguments, options, counts):
    widget = NetworkDiagram(*arguments, **options)
    assert widget.counts == counts
    assert widget.net["total"] == sum(counts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=2, max_size=6))
def test_counts_equal_those_of_the_matrices(layers):
    assert NetworkDiagram(layers).counts == units_of(layers)


def test_colour_is_a_little_less_than_three_times_as_many():
    widget = NetworkDiagram([128], side=28)
    assert widget.net["note"] == ""
    widget.colour = True
    assert "301,184 parameters instead of 100,480, 2.99745 times as many" in widget.net["note"]


@pytest.mark.parametrize(
    ("arguments", "options", "error", "fragment"),
    [
        ([[784]], {}, ValueError, "2 to 6 layers"),
        ([[1] * 7], {}, ValueError, "got 7"),
        ([[784, 0]], {}, ValueError, "the size of layer 2 must be at least 1, got 0"),
        ([[784, 1.5]], {}, TypeError, "1.5"),
        ([[2_000_000, 10]], {}, ValueError, "2,000,000"),
        ([[10]], {"side": 0}, ValueError, "side must be at least 1, got 0"),
        ([[784, 10]], {"colour": True}, ValueError, "side"),
    ],
)
def test_networks_that_cannot_be_are_refused_in_words(arguments, options, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        NetworkDiagram(*arguments, **options)


nonsense = st.one_of(st.none(), st.floats(), st.integers(-3, 2000), st.lists(st.integers(-2, 9), max_size=8))


@settings(max_examples=80, deadline=None)
@given(name=st.sampled_from(["sizes", "side", "colour"]), value=nonsense)
def test_what_a_learner_sets_wrongly_is_a_sentence_and_the_last_net_stays(name, value):
    widget = NetworkDiagram([16, 10], side=8)
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert widget.counts == units_of(widget.net["layers"])
    if not widget.message:
        assert widget.net["layers"][-len(widget.sizes) :] == widget.sizes


def test_it_is_small():
    widget = NetworkDiagram([1000] * 5, side=224, colour=True)
    assert len(json.dumps(widget.state())) < 5_000


def test_large_layers_are_abbreviated_with_the_true_number(open_page):
    page = open_page(NetworkDiagram([784, 8, 10]))
    assert page.locator("svg circle").count() == 7 + 8 + 7
    assert page.locator(".cl-more").all_text_contents() == ["+ 777 more", "+ 3 more"]
    assert page.locator("svg .cl-wire").count() == 7 * 8 + 8 * 7
    assert page.locator(".cl-total").inner_text() == "6,370 parameters = 6,280 + 90"


def test_pointing_says_what_a_unit_and_a_weight_are(open_page):
    page = open_page(NetworkDiagram([2], side=4, colour=True))
    hint = page.locator(".cl-hint")
    page.locator("svg circle").nth(5).hover()
    assert hint.inner_text() == (
        "The pixel in row 3, column 2, blue: an input has no parameters of its own. It feeds 2 units, "
        "through one weight each."
    )
    page.locator("svg circle").nth(8).hover()
    assert hint.inner_text() == "Unit 2 of layer 2: 48 weights and 1 bias, 49 parameters."
    assert page.locator(".cl-wire.cl-on").count() == 7
    page.mouse.move(3, 3)
    page.locator("svg .cl-hit").first.dispatch_event("pointerenter")
    assert hint.inner_text() == (
        "One weight: from the pixel in row 0, column 0, red to unit 1 of layer 2. "
        "There are 96 between these two layers."
    )


def test_the_keyboard_reaches_units_and_weights(open_page):
    page = open_page(NetworkDiagram([3, 2, 1]))
    page.locator("svg g[role=application]").focus()
    hint = page.locator(".cl-hint")
    assert hint.inner_text().startswith("Unit 1 of layer 2: 3 weights and 1 bias, 4 parameters.")
    page.keyboard.press("ArrowDown")
    assert hint.inner_text().startswith("Unit 2 of layer 2")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert hint.inner_text().startswith("One weight: from input 2 to unit 2 of layer 2.")
    page.keyboard.press("ArrowRight")
    assert hint.inner_text().startswith("Unit 1 of layer 3: 2 weights and 1 bias")
    assert page.locator("[role=status]").inner_text() == hint.inner_text()


def test_without_python_settings_are_off_and_it_says_so(open_page):
    page = open_page(NetworkDiagram([3, 2, 1]))
    assert page.get_by_label("inputs").is_disabled()
    assert "Open the notebook" in page.locator(".cl-sub").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("sizes", [[3, 2, 1], [1000, 64, 32, 16, 10]])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, sizes, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(NetworkDiagram(sizes, side=224, colour=True), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    report = axe.run(page, context=".cl-network")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_in_jupyterlab_settings_go_to_python_and_both_views_follow(open_cells):
    make = "from cnnlab.widgets import NetworkDiagram\nwidget = NetworkDiagram([128, 10], side=28)\nwidget"
    page = open_cells(make, "widget")
    views = [page.locator(".cl-network").nth(k) for k in (0, 1)]
    for view in views:
        view.locator(".cl-total", has_text="101,770 parameters = 100,480 + 1,290").wait_for()
    views[0].get_by_label("colour").check()
    for view in views:
        view.locator(".cl-total", has_text="302,474 parameters").wait_for()
    views[1].get_by_label("hidden 1", exact=True).fill("64")
    views[1].get_by_label("hidden 1", exact=True).press("Enter")
    views[0].locator(".cl-total", has_text="151,242 parameters").wait_for()
    views[0].get_by_role("button", name="Add a hidden layer").press("Enter")
    views[1].get_by_label("hidden 2", exact=True).wait_for()
    views[1].get_by_label("outputs").fill("0")
    views[1].get_by_label("outputs").press("Enter")
    views[0].locator(".cl-message", has_text="at least 1, got 0").wait_for()
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    report = axe.run(page, context=".cl-network")
    assert report.violations_count == 0, report.generate_report()


def test_the_repr_says_what_it_is():
    assert repr(NetworkDiagram([784, 128, 10])).startswith("NetworkDiagram(784 -> 128 -> 10: 101,770 parameters)")
    assert np.prod(NetworkDiagram([784, 10]).net["layers"]) == 7840
