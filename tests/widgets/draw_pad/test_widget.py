"""DrawPad: what Python answers to a drawing, and what it refuses."""

import copy
import json
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from widgets.draw_pad.pads import LINE, net, pad

from cnnlab import functional as F
from cnnlab import nn
from cnnlab.data import center_digit
from cnnlab.drawings import MOST_POINTS, draw_digit, draw_strokes
from cnnlab.widgets import DrawPad

ANYTHING = st.one_of(st.none(), st.text(max_size=3), st.floats(), st.integers(-2, 2))
MESSY = st.lists(st.lists(st.one_of(ANYTHING, st.lists(ANYTHING, max_size=3)), max_size=4), max_size=3)


def test_the_answer_is_what_the_net_says_to_the_framed_drawing():
    widget = pad(LINE, width=0.08)
    image = center_digit(draw_strokes(LINE, width=0.08))
    assert np.array_equal(widget.image, image)
    assert np.allclose(widget.probabilities, F.softmax(net()(image[None, None]))[0], atol=1e-6)
    assert widget.digit == widget.answer["best"] == widget.probabilities.argmax()
    assert widget.answer["pixels"] == np.rint(image.ravel() * 255).tolist()
    assert np.allclose(widget.answer["probabilities"], widget.probabilities, atol=1e-4)


def test_a_blank_canvas_has_a_friendly_sentence_and_no_answer():
    widget = pad(LINE)
    widget.strokes = []
    assert (widget.image, widget.probabilities, widget.digit) == (None, None, None)
    assert widget.answer["probabilities"] == widget.answer["pixels"] == []
    assert widget.answer["words"].startswith("Draw a digit")


@settings(max_examples=80, deadline=None)
@given(strokes=MESSY)
def test_strokes_that_cannot_be_drawn_are_a_sentence_and_others_are_answered(strokes):
    widget = pad(LINE)
    widget.set_state({"strokes": strokes, "turn": 1})
    assert widget.answer["turn"] == 1
    if widget.message:
        assert widget.message.endswith("The drawing stays as it was.")
        assert widget.strokes == LINE
        assert widget.digit is not None
    else:
        assert (widget.digit is None) == (strokes == [])
    json.dumps(widget.state(), allow_nan=False)
    widget.strokes = [[[0.1, 0.1]]]
    assert widget.message == ""


@pytest.mark.parametrize("strokes", [[[[0.5, 1.5]]], [[[float("nan"), 0]]], 3, [[[0.5, 0.5]] * (MOST_POINTS + 1)]])
def test_strokes_set_in_python_are_refused_with_a_sentence(strokes):
    widget = pad(LINE)
    widget.strokes = strokes
    assert "The drawing stays as it was." in widget.message
    assert widget.strokes == LINE


def test_a_pen_of_another_width_is_another_answer_or_a_sentence():
    widget = pad(LINE)
    before = widget.probabilities
    widget.width = 0.12
    assert not np.array_equal(widget.probabilities, before)
    widget.width = 3
    assert "between 0.015 and 0.12, got 3" in widget.message
    assert widget.width == 0.12


@pytest.mark.parametrize(
    ("make", "error", "named"),
    [
        (lambda: DrawPad(len), TypeError, "model must be a cnnlab.nn layer"),
        (
            lambda: DrawPad(nn.Sequential(nn.Flatten(), nn.Linear(9, 10, rng=np.random.default_rng(0)))),
            ValueError,
            "28",
        ),
        (lambda: DrawPad(net(), classes=["a", "b"]), ValueError, "model must give 2 scores"),
        (lambda: DrawPad(net(), classes=["a", "a"]), ValueError, "different names"),
        (lambda: DrawPad(net(), classes="abc"), TypeError, "list of names"),
        (lambda: pad([[[2, 0]]]), ValueError, "point 0 of stroke 0"),
        (lambda: pad(width=0), ValueError, "width must be"),
    ],
)
def test_bad_arguments_are_named(make, error, named):
    with pytest.raises(error, match=named):
        make()


def test_asking_neither_changes_the_net_nor_what_it_remembers_nor_its_mode():
    model = net().train()
    x = np.random.default_rng(1).normal(size=(2, 1, 28, 28)).astype(np.float32)
    twin = copy.deepcopy(model)
    model(x), twin(x)
    DrawPad(model, strokes=LINE).ask()
    assert all(module.training for module in model.modules())
    grad = np.ones((2, 10), np.float32)
    assert np.array_equal(model.backward(grad), twin.backward(grad))


def test_it_answers_with_the_weights_of_this_moment():
    model = net()
    widget = DrawPad(model, strokes=LINE)
    model[-1].bias.data[3] += 50
    widget.ask()
    assert widget.digit == 3
    assert widget.answer["words"] == "The net says 3, and is over 99.9 % sure."
    model[-1].bias.data[:] = np.nan
    widget.set_state({"turn": 1})
    assert "not 10 finite numbers" in widget.message
    assert widget.digit is None


def test_an_unsure_net_names_its_second_answer():
    model = net()
    model[-1].weight.data[:] = 0
    model[-1].bias.data[:] = [0, 0, 1, 0.9, 0, 0, 0, 0, 0, 0]
    classes = [f"no. {k}" for k in range(10)]
    assert "not sure: no. 2 with 20.6 %, no. 3 with" in DrawPad(model, strokes=LINE, classes=classes).answer["words"]


def test_two_threads_may_draw_at_once():
    widget = pad()
    drawings = [draw_digit(k, rng=np.random.default_rng(k)).strokes for k in range(10)]

    def browser():
        for turn in range(60):
            widget.set_state({"strokes": drawings[turn % 10], "turn": turn + 1})

    thread = threading.Thread(target=browser)
    thread.start()
    for turn in range(60):
        widget.strokes = drawings[-turn % 10]
    thread.join()
    assert widget.answer["turn"] == 60
    assert np.array_equal(widget.image, center_digit(draw_strokes(widget.strokes, width=widget.width)))


def test_the_repr_says_the_answer_and_it_is_small():
    assert repr(pad()) == "DrawPad(blank): Draw a digit: large or small, anywhere on the canvas."
    assert repr(pad(LINE)).startswith("DrawPad(1 stroke): The net ")
    widget = pad([[[0.1234, 0.5678]] * MOST_POINTS])
    assert len(json.dumps(widget.state())) < 300_000
