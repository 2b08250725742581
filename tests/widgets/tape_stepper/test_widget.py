"""TapeStepper: what Python computes of a kernel that slides along a signal."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import functional as F
from cnnlab.widgets.tape_stepper import TapeStepper

SIGNAL, KERNEL = [2, 5, 3, 0, -1, -3, 1, 4], [1, -2, 3]
SPREAD = {"stride": 2, "padding": 2, "dilation": 2, "bias": 0.5}


@settings(max_examples=60, deadline=None)
@given(
    length=st.integers(1, 12), weights=st.integers(1, 5), stride=st.integers(1, 4), padding=st.integers(0, 3),
    dilation=st.integers(1, 3), flip=st.booleans(), predict=st.booleans(),
)  # fmt: skip
def test_every_walk_equals_conv1d_or_is_a_sentence(length, weights, stride, padding, dilation, flip, predict):
    rng = np.random.default_rng(length)
    signal, kernel = rng.integers(-5, 6, length).astype(float), rng.normal(size=weights).round(2)
    widget = TapeStepper(signal, [1], bias=0.5, predict=predict)
    widget.kernel, widget.flip = kernel.tolist(), flip
    widget.stride, widget.padding, widget.dilation = stride, padding, dilation
    if dilation * (weights - 1) + 1 > length + 2 * padding:
        assert widget.walk == {}
        assert "does not fit" in widget.message
        return
    weight = kernel[::-1] if flip else kernel
    out = F.conv1d(signal[None, None], weight[None, None].copy(), np.array([0.5]), stride, padding, dilation)
    assert np.allclose(widget.walk["out"], out[0])
    assert widget.message == ""


nonsense = st.one_of(
    st.none(), st.text(max_size=3), st.floats(), st.integers(-3, 10**9), st.lists(st.integers(-2, 9), max_size=3),
    st.just([[1], [2, 3]]), st.just([float("nan")]), st.just(["a"]),
)  # fmt: skip
NAMES = ["signal", "kernel", "bias", "stride", "padding", "dilation", "flip", "preset", "step", "predict"]


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(NAMES), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = TapeStepper(SIGNAL, KERNEL)
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert bool(widget.message) == (widget.walk == {})
    json.dumps(widget.walk, allow_nan=False)


@pytest.mark.parametrize(
    ("signal", "kernel", "options", "fragment"),
    [
        ([], KERNEL, {}, "got shape (0,)"),
        (np.ones(257), KERNEL, {}, "got shape (257,)"),
        (np.ones((2, 9)), KERNEL, {}, "got shape (2, 9)"),
        (SIGNAL, np.ones(33), {}, "1 to 32 numbers, got shape (33,)"),
        ([1, np.inf], [1], {}, "signal must hold finite"),
        (SIGNAL, KERNEL, {"stride": 0}, "stride must be at least 1, got 0"),
        (SIGNAL, KERNEL, {"padding": 999}, "999"),
        (SIGNAL, KERNEL, {"dilation": 9}, "spread to 19"),
        (SIGNAL, KERNEL, {"bias": np.nan}, "bias"),
    ],
)
def test_bad_arguments_are_refused_in_words_that_name_them(signal, kernel, options, fragment):
    with pytest.raises(ValueError, match=re.escape(fragment)):
        TapeStepper(signal, kernel, **options)


def test_a_preset_sets_the_kernel_and_a_kernel_names_its_preset():
    widget = TapeStepper(SIGNAL, KERNEL)
    widget.preset = "smooth"
    assert widget.kernel == [0.25, 0.5, 0.25]
    widget.kernel = [-1, 0, 1]
    assert widget.preset == "difference"
    widget.kernel = KERNEL
    assert widget.preset == ""


def about(in_node, **options):
    """What the page says of a walk."""
    settings = {"bias": 0, "stride": 1, "padding": 0, "dilation": 1, "flip": False, "predict": False} | options
    return in_node.ask("tape", signal=SIGNAL, kernel=KERNEL, **settings)["about"]


def test_padding_same_and_what_no_window_reads_are_said(in_node):
    assert TapeStepper(SIGNAL, [1, 1], padding="same").padding == [0, 1]
    assert "No window reads the last sample." in about(in_node, stride=2)
    assert "last padding zero" in about(in_node, stride=2, padding=1)
    assert "No window" not in about(in_node)


def test_it_is_small_and_says_what_it_is():
    widget = TapeStepper(np.random.default_rng(0).normal(size=256), np.ones(32) / 7, padding=9, predict=True)
    assert len(json.dumps(widget.state())) < 300_000
    assert repr(widget).startswith("TapeStepper(signal of 256 samples, kernel of 32 weights)")


def test_the_arithmetic_of_a_step_is_exact_or_marked(in_node):
    settings = {"bias": 0, "stride": 1, "padding": 0, "dilation": 1, "flip": False, "predict": False}
    works = in_node.ask("tape", signal=[12345, 1 / 3, 1e10, -2e-6], kernel=[1, -2], **settings)["works"]
    assert works == ["12345·1 + ≈0.3333·(-2)", "≈0.3333·1 + 1e10·(-2)", "1e10·1 + (-2e-6)·(-2)"]
    assert in_node.ask("tape", signal=[98765.4321, 0.5], kernel=[1], **settings)["works"] == ["≈98765·1", "0.5·1"]
