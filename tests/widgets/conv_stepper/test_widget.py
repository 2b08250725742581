"""The widgets' Python side: what they compute, what they refuse, and what a page without Jupyter holds."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import data, trace
from cnnlab import functional as F
from cnnlab.widgets import ConvStepper

IMAGE = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
KERNEL = [[1, -1], [2, -2]]


def stepper(**options):
    return ConvStepper(IMAGE, KERNEL, **options)


def test_the_walk_is_the_convolution_of_the_article():
    walk = stepper().walk
    assert np.shape(walk["out"]) == (4, 4)
    assert np.array_equal(
        walk["out"], F.conv2d(np.array(IMAGE, float)[None, None], np.array(KERNEL, float)[None, None])[0, 0]
    )


@settings(max_examples=60, deadline=None)
@given(
    channels=st.integers(1, 3), filters=st.integers(1, 2), size=st.integers(1, 7), kernel=st.integers(1, 3),
    stride=st.integers(1, 3), padding=st.integers(0, 2), dilation=st.integers(1, 3), flip=st.booleans(),
)  # fmt: skip
def test_every_walk_equals_the_trace_or_is_a_sentence(channels, filters, size, kernel, stride, padding, dilation, flip):
    rng = np.random.default_rng(size * 31 + kernel)
    image, weights = rng.integers(-3, 4, (channels, size, 6)), rng.integers(-3, 4, (filters, channels, kernel, kernel))
    widget = ConvStepper(image, weights, bias=0.5, stride=stride, padding=padding, dilation=dilation)
    widget.flip, widget.filter = flip, filters - 1
    weight = weights[-1, :, ::-1, ::-1] if flip else weights[-1]
    if dilation * (kernel - 1) + 1 > min(size, 6) + 2 * padding:
        assert widget.walk == {}
        assert "does not fit" in widget.message
        return
    steps = trace.conv_steps(image, weight, 0.5, stride, padding, dilation)
    assert widget.message == ""
    assert np.allclose(np.ravel(widget.walk["out"]), [step.value for step in steps])
    sums = np.stack([step.products.sum((1, 2)) for step in steps], 1)
    assert np.allclose(np.reshape(widget.walk["partials"], (channels, -1)), sums)


nonsense = st.one_of(
    st.none(), st.text(max_size=3), st.floats(), st.integers(-3, 9), st.lists(st.integers(-2, 9), max_size=3)
)


@settings(max_examples=120, deadline=None)
@given(
    name=st.sampled_from(["stride", "padding", "dilation", "filter", "step", "image", "kernel", "bias"]), value=nonsense
)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    from traitlets import TraitError

    widget = stepper()
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert bool(widget.message) == (widget.walk == {})
    rows = len(widget.walk.get("out", [[]]))
    assert 0 <= widget.step < max(1, rows * len(widget.walk.get("out", [[]])[0]))


def test_a_setting_that_does_not_fit_is_a_sentence_and_a_fitting_one_clears_it():
    widget = stepper()
    widget.dilation = [5, 5]
    assert "does not fit an input of size 5" in widget.message
    widget.dilation = [1, 1]
    assert (widget.message, np.shape(widget.walk["out"])) == ("", (4, 4))


def test_unread_rows_and_columns_are_counted():
    assert ConvStepper(np.zeros((6, 7)), np.ones((3, 3)), stride=2).walk["unread"] == [1, 0]


def test_wrong_answers_are_known_only_where_predictions_are_asked():
    assert stepper().walk["wrong"] == {}
    wrong = stepper(predict=True, bias=1.0, stride=2).walk["wrong"]
    assert wrong["flipped"][0][0] == 0 * -2 + 1 * 2 + 1 * -1 + 3 * 1 + 1
    assert wrong["unstrided"][0][1] == 1 - 2 + 2 * 3 - 2 * 5 + 1
    assert {np.shape(grid) for grid in wrong.values()} == {(2, 2)}


def test_wrong_answers_about_depth_are_known_where_there_is_depth():
    assert not {"one channel", "channel mean", "channel product"} & set(stepper(predict=True).walk["wrong"])
    sums = [2, 10, 18]  # of the channels
    image = [[[1, 1]], [[5, 5]], [[9, 9]]]
    wrong = ConvStepper(image, [[[1, 1]]] * 3, bias=0.5, predict=True).walk["wrong"]
    assert wrong["one channel"] == [[sums[0] + 0.5]]
    assert wrong["channel mean"] == [[np.mean(sums) + 0.5]]
    assert wrong["channel product"] == [[np.prod(sums) + 0.5]]


@pytest.mark.parametrize(
    ("arguments", "error", "fragment"),
    [
        ((np.zeros((3, 5, 5)), np.zeros((2, 2))), ValueError, "image has 3 channels, kernel 1"),
        ((np.zeros((65, 5)), np.zeros((2, 2))), ValueError, "(1, 65, 5)"),
        (([[1, 2], [3]], [[1]]), TypeError, "image must be a grid of numbers"),
        (([[np.nan]], [[1]]), ValueError, "NaN"),
        (([1, 2, 3], [[1]]), ValueError, "(3,)"),
        ((IMAGE, [["a"]]), TypeError, "kernel must be a grid of numbers"),
    ],
)
def test_arrays_of_the_wrong_kind_are_refused_in_words_that_name_them(arguments, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        ConvStepper(*arguments)


def test_a_preset_fills_every_channel_and_is_named_while_it_is_untouched():
    widget = ConvStepper(np.ones((3, 5, 5)), np.ones((2, 3, 3, 3)))
    widget.filter, widget.preset = 1, "sharpen"
    assert np.array_equal(widget.kernel[1], [data.KERNELS["sharpen"]] * 3)
    assert np.array_equal(widget.kernel[0], np.ones((3, 3, 3)))
    widget.kernel = [*widget.kernel[:1], np.zeros((3, 3, 3)).tolist()]
    assert widget.preset == ""


def test_the_state_stays_small():
    digit = data.load_mnist("test")[0][0, 0].round(3)
    assert len(json.dumps(ConvStepper(digit, np.ones((5, 5)), predict=True).state())) < 100_000
    assert len(json.dumps(ConvStepper(np.ones((64, 64)) / 7, np.ones((3, 3)) / 9).state())) < 300_000


def test_a_page_is_whole_and_its_text_cannot_end_the_script(tmp_path):
    page = tmp_path / "page.html"
    widget = stepper()
    widget.controls = [{"name": "flip", "label": "</script><script>alert(1)</script>"}]
    widget.to_html(page, title="<b>")
    text = page.read_text(encoding="utf-8")
    assert "@@" not in text
    assert "<b>" not in text
    assert "</script><script>alert" not in text
    assert text.count("</script>") == 3
    assert list(tmp_path.iterdir()) == [page]


def test_the_repr_says_what_it_is():
    assert (
        repr(stepper()) == "ConvStepper(image (1, 5, 5), kernel (1, 1, 2, 2)): run this cell to watch the kernel stride"
    )
