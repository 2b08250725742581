"""PoolStepper: what Python computes, and what a learner sees."""

import json
import re

import numpy as np
import pytest
from accessibility import faults
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.stepper.reading import button, say, sentence, winners

from cnnlab import functional as F
from cnnlab.widgets import PoolStepper

MAP = [[-5, -5, 5, 5], [-6, -10, 10, 6], [-4, -12, 12, 4], [-1, -10, 10, 1]]


def test_the_map_of_the_convolution_lesson_is_pooled_to_two_by_two():
    assert PoolStepper(MAP).walk["out"] == [[[-5, 10], [-1, 12]]]
    assert PoolStepper(MAP).walk["winners"] == [[(0, 0), (1, 0), (1, 0), (0, 0)]]


def test_wrong_predictions_are_known_for_what_they_betray():
    wrong = PoolStepper(MAP, predict=True).walk["wrong"]
    assert wrong["size"] == [[-10, 10], [-12, 12]]  # by size alone: -10 is further from 0 than -5
    assert wrong["mean"] == [[-6.5, 6.5], [-6.75, 6.75]]
    assert wrong["unstrided"] == [[-5, 10], [-4, 12]]
    assert PoolStepper(MAP, padding=1, predict=True).walk["wrong"]["padded"][0] == [0, 5, 5]
    assert PoolStepper(MAP).walk["wrong"] == {}


@settings(max_examples=60, deadline=None)
@given(
    channels=st.integers(1, 3), size=st.integers(1, 7), kernel=st.integers(1, 4), stride=st.integers(1, 3),
    padding=st.integers(0, 2), mode=st.sampled_from(["max", "avg"]),
)  # fmt: skip
def test_every_walk_equals_functional_or_is_a_sentence(channels, size, kernel, stride, padding, mode):
    image = np.random.default_rng(size).integers(-3, 4, (channels, size, 6))
    widget = PoolStepper(image, 1)
    widget.kernel_size, widget.stride, widget.mode = [kernel] * 2, [stride] * 2, mode
    widget.padding = [[padding] * 2] * 2
    if padding > kernel // 2 or kernel > min(size, 6) + 2 * padding:
        assert widget.walk == {}
        assert re.search("at most half|does not fit", widget.message)
        return
    pool = F.max_pool2d if mode == "max" else F.avg_pool2d
    assert np.allclose(widget.walk["out"], pool(image[None].astype(float), kernel, stride, padding)[0])
    assert widget.message == ""


lists = st.lists(st.integers(-2, 9), max_size=3)
nonsense = st.one_of(st.none(), st.text(max_size=3), st.floats(), st.integers(-3, 9), lists)


@settings(max_examples=80, deadline=None)
@given(name=st.sampled_from(["kernel_size", "stride", "padding", "mode", "step", "image"]), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = PoolStepper(MAP)
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert bool(widget.message) == (widget.walk == {})


@pytest.mark.parametrize(
    ("options", "fragment"),
    [({"kernel_size": 0}, "0"), ({"padding": 2}, "at most half"), ({"mode": "min"}, "'min'"), ({"stride": -1}, "-1")],
)
def test_bad_settings_of_the_constructor_are_refused_in_words_that_name_them(options, fragment):
    with pytest.raises(ValueError, match=re.escape(fragment)):
        PoolStepper(MAP, **options)


def test_it_is_small():
    assert len(json.dumps(PoolStepper(np.ones((64, 64)) / 7).state())) < 300_000


def test_every_step_shows_its_numbers_and_marks_the_winner(open_page):
    page = open_page(PoolStepper(MAP))
    assert say(page) == "Output row 0, column 0 = largest of -5, -5, -6, -10 = -5"
    for value in ("10", "-1", "12"):
        button(page, "Step").click()
        assert sentence(page).locator("b").inner_text() == value
    window = page.get_by_role("group", name="Window", exact=True).locator("rect").first.bounding_box()
    crown = winners(page).first.bounding_box()
    assert abs(crown["x"] - window["x"]) < 3, "12 is the first cell of its window"
    assert abs(crown["y"] - window["y"]) < 3


def test_a_mean_has_no_winner(open_page):
    page = open_page(PoolStepper(MAP, mode="avg"))
    assert say(page).endswith("mean of -5, -5, -6, -10 = -6.5")
    assert winners(page).count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    page = open_page(PoolStepper(np.arange(48).reshape(3, 4, 4), 3, stride=1, padding=1), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
