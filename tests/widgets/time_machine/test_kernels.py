"""TimeMachine of kernels: what it keeps of a descent, and what it refuses."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.time_machine.machines import WANTED, descent, kernel_machine

from cnnlab.widgets import TimeMachine

STEPS = [0, 1, 2, 4, 6, 12, 19, 25, 31, 38, 44, 50, 56, 62, 69, 75, 81, 88, 94, 100]


def test_the_moments_come_in_doubling_steps_and_then_evenly():
    film = kernel_machine().film
    kernels, losses = descent()
    assert film["steps"] == STEPS
    assert np.allclose(film["kernels"], np.array(kernels)[STEPS], rtol=1e-5)
    assert np.allclose(film["losses"], np.array(losses)[STEPS], rtol=1e-5)
    assert film["wanted"] == WANTED.tolist()


def test_kernels_as_a_convolution_has_them_are_the_same():
    kernels, losses = descent()
    as_layers = [kernel[None, None] for kernel in kernels]
    assert TimeMachine.of_kernels(as_layers, losses, wanted=WANTED[None, None]).film == kernel_machine().film
    assert TimeMachine.of_kernels(np.array(kernels), np.array(losses)).film["wanted"] is None


def test_it_is_small_however_many_steps_there_were():
    kernels = np.random.default_rng(0).normal(size=(20_000, 7, 7)).astype(np.float32)
    widget = TimeMachine.of_kernels(kernels, np.ones(len(kernels)), wanted=kernels[0])
    assert len(widget.film["steps"]) <= 24
    assert len(json.dumps(widget.state())) < 20_000


ZEROS, ONES = np.zeros((5, 3, 3)), np.ones(5)
REFUSED = {
    "one kernel": (ZEROS[:1], ONES[:1], None, "at least two"),
    "no kernel": ([], [], None, r"kernels must have shape \(steps, rows, columns\), got \(0,\)"),
    "rows": (ZEROS[:, 0], ONES, None, r"kernels must have shape .*, got \(5, 3\)"),
    "two filters": (np.zeros((5, 2, 1, 3, 3)), ONES, None, r"got \(5, 2, 1, 3, 3\)"),
    "empty kernels": (ZEROS[:, :0], ONES, None, r"got \(5, 0, 3\)"),
    "large kernels": (np.zeros((5, 9, 9)), ONES, None, r"kernels may have 7 rows and columns at most"),
    "NaN": (ZEROS * np.nan, ONES, None, "kernels must hold finite numbers"),
    "a loss that is infinite": (ZEROS, ONES * np.inf, None, "losses must hold finite numbers"),
    "huge": (ZEROS + 1e300, ONES, None, "kernels may hold numbers from"),
    "a loss too few": (ZEROS, ONES[1:], None, r"losses must be 5 numbers, one for each kernel, got shape \(4,\)"),
    "losses in a column": (ZEROS, ONES[:, None], None, r"got shape \(5, 1\)"),
    "a loss below zero": (ZEROS, -ONES, None, "losses must be 0 or more, got -1"),
    "another kernel": (ZEROS, ONES, np.eye(2), r"wanted has shape \(2, 2\), but the kernels have \(3, 3\)"),
    "a wanted number": (ZEROS, ONES, 1, r"wanted must have shape \(rows, columns\), got \(\)"),
    "kernels by their steps": ({0: ZEROS[0], 1: ZEROS[1]}, ONES[:2], None, "kernels must be a list of kernels"),
    "kernels of two sizes": ([np.eye(2), np.eye(3)], ONES[:2], None, "kernels must be a list of kernels"),
    "words": (ZEROS, "losses", None, "losses must be a list of numbers"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_it_cannot_show_is_refused_in_a_sentence(name):
    kernels, losses, wanted, words = REFUSED[name]
    with pytest.raises((ValueError, TypeError), match=words):
        TimeMachine.of_kernels(kernels, losses, wanted=wanted)


@settings(max_examples=30, deadline=None)
@given(name=st.sampled_from(["moment", "digit"]), value=st.integers(-3, 40) | st.none() | st.text(max_size=3))
def test_a_moment_that_is_not_there_is_refused_and_nothing_changes(name, value):
    widget = kernel_machine(wanted=None)
    widget.moment = 2
    try:
        setattr(widget, name, value)
    except TraitError:
        assert (widget.moment, widget.digit) == (2, 0)
    assert widget.moment in range(len(STEPS))
    assert widget.digit == 0
    json.dumps(widget.state(), allow_nan=False)


def test_the_repr_says_where_it_stands():
    widget, (_, losses) = kernel_machine(), descent()
    widget.moment = 3
    assert (
        repr(widget) == f"TimeMachine(20 moments; after 4 steps the loss is {losses[4]:.3g}): run this cell to travel"
    )
