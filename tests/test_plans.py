"""Plans: the same numbers as the network that they build, and a reason where there is none."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import nn
from cnnlab.arithmetic import summary
from cnnlab.plans import KINDS, LIMITS, PRESETS, Plan

LAYERS = st.lists(
    st.one_of(
        st.builds(
            lambda channels, size, stride, padding: {
                "kind": "Conv2d", "out_channels": channels, "kernel_size": size, "stride": stride, "padding": padding
            },
            st.integers(1, 5), st.integers(1, 4), st.integers(1, 3), st.integers(0, 2),
        ),
        st.builds(
            lambda kind, size, stride: {"kind": kind, "kernel_size": size, "stride": stride},
            st.sampled_from(["MaxPool2d", "AvgPool2d"]), st.integers(1, 3), st.integers(1, 4),
        ),
        st.just({"kind": "ReLU"}),
        st.just({"kind": "Flatten"}),
        st.builds(lambda n: {"kind": "Linear", "out_features": n}, st.integers(1, 9)),
    ),
    max_size=7,
)  # fmt: skip
SHAPES = st.tuples(st.integers(1, 3), st.integers(3, 12), st.integers(3, 12))


def columns(table):
    return [[row[1], *row[2:5], row[5]] for row in table.rows]


def planned(plan):
    return [[" x ".join(map(str, row.shape)), row.params, row.macs, row.memory, row.sees] for row in plan.rows]


@settings(max_examples=150, deadline=None)
@given(SHAPES, LAYERS)
def test_a_plan_says_what_the_network_it_builds_does(shape, layers):
    plan = Plan(shape, layers)
    if plan.problem:
        with pytest.raises(ValueError, match=re.escape(plan.problem)):
            plan.build(rng=np.random.default_rng(0))
        plan = Plan(shape, layers[: len(plan.rows)])
        assert not plan.problem
    model = plan.build(rng=np.random.default_rng(0))
    if plan.rows:
        assert planned(plan) == columns(summary(model, shape))
    for row, activation in zip(plan.rows, model.activations(np.zeros((2, *shape), np.float32)), strict=True):
        assert activation.shape == (2, *row.shape)


@settings(max_examples=100, deadline=None)
@given(SHAPES, LAYERS)
def test_a_layer_with_a_problem_is_one_that_the_real_layers_refuse(shape, layers):
    plan = Plan(shape, layers)
    if plan.problem:
        place = len(plan.rows)
        assert plan.problem.startswith(f"Layer {place}, {layers[place]['kind']}, cannot stand here: ")
        first = Plan(shape, layers[:place]).build(rng=np.random.default_rng(0))
        x = first(np.zeros((1, *shape), np.float32))
        options = {name: value for name, value in layers[place].items() if name != "kind"}
        kind, rng = layers[place]["kind"], np.random.default_rng(0)
        required = [x.shape[1], options.pop("out_channels", 0) or options.pop("out_features", 0)]
        with pytest.raises(ValueError, match=r"\w"):
            getattr(nn, kind)(
                *(required if "Pool" not in kind else []), **options, **({} if "Pool" in kind else {"rng": rng})
            )(x)


@settings(max_examples=60, deadline=None)
@given(SHAPES, LAYERS)
def test_the_code_can_be_pasted_and_makes_that_network(shape, layers):
    plan = Plan(shape, layers)
    names = {}
    *lines, last = plan.code().split("\n")
    exec("\n".join(lines), names)
    built = Plan(shape, layers[: len(plan.rows)]).build(rng=np.random.default_rng(0))
    assert repr(names["model"]) == repr(built)
    assert eval(last, names) == built(np.zeros((1, *shape), np.float32)).shape
    for name, value in built.state_dict().items():
        assert np.array_equal(names["model"].state_dict()[name], value)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["Conv2d", "MaxPool2d"]),
    st.integers(2, 12),
    st.integers(1, 5),
    st.integers(1, 6),
    st.integers(0, 2),
)
def test_the_note_names_what_no_window_reads(kind, side, size, stride, padding):
    padding = padding if kind == "Conv2d" else 0
    layer = {"kind": kind, "kernel_size": size, "stride": stride} | ({"padding": padding} if padding else {})
    plan = Plan((1, side, side), [layer])
    if plan.problem:
        return
    tops = [k * stride - padding for k in range(plan.rows[0].shape[1])]
    read = {cell for top in tops for cell in range(top, top + size)} & set(range(side))
    end = tops[-1] + size - 1
    lost = [cell for cell in range(side) if cell > end]
    gaps = [cell for cell in range(side) if cell not in read and cell < end]
    note = plan.rows[0].note
    assert ("No window reads the last" in note) == bool(lost)
    assert not lost or ("the last row and" if len(lost) == 1 else f"the last {len(lost)} rows") in note
    assert not gaps or "larger than the window" in note


def test_the_presets():
    totals = {name: sum(row.params for row in Plan(*given).rows) for name, given in PRESETS.items()}
    assert totals == {"LeNet": 20522, "all dense": 101770, "the article's": 390}
    lenet = nn.lenet(rng=np.random.default_rng(0))
    assert repr(Plan(*PRESETS["LeNet"]).build(rng=np.random.default_rng(0))) == repr(lenet)
    assert Plan(*PRESETS["the article's"]).rows[0].shape == (10, 3, 3)


def test_every_setting_has_limits():
    assert {name for settings in KINDS.values() for name in settings} == set(LIMITS)
    for settings_ in KINDS.values():
        for name, value in settings_.items():
            least, most = LIMITS[name]
            assert least <= value <= most


@pytest.mark.parametrize(
    ("shape", "layers", "error", "fragment"),
    [
        ((28, 28), [], ValueError, "(channels, rows, columns), got (28, 28)"),
        (5, [], ValueError, "got 5"),
        ((1, 0, 28), [], ValueError, "the input's rows must be at least 1, got 0"),
        ((1, 28, 1000), [], ValueError, "the input's columns may be at most 512, got 1000"),
        ((1, 28, 2.5), [], TypeError, "2.5"),
        ((1, 28, 28), ["ReLU"], ValueError, "layer 0 must be a dict with a kind"),
        ((1, 28, 28), [{"kind": "GELU"}], ValueError, "GELU"),
        ((1, 28, 28), [{"kind": "ReLU", "p": 1}], ValueError, "layer 0, ReLU, knows no settings, but was given p"),
        ((1, 28, 28), [{"kind": "Conv2d", "kernel_size": 0}], ValueError, "Conv2d, must be at least 1, got 0"),
        ((1, 28, 28), [{"kind": "Linear", "out_features": 10**6}], ValueError, "at most 10,000, got 1,000,000"),
        ((1, 28, 28), [{"kind": "ReLU"}] * 21, ValueError, "at most 20 layers, got 21"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_in_words(shape, layers, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        Plan(shape, layers)


@pytest.mark.parametrize(
    ("shape", "layers", "reason"),
    [
        ((1, 28, 28), ["Linear"], "it needs a flat list of numbers, and gets 1 map of 28 x 28: put Flatten before it"),
        ((3, 8, 8), ["MaxPool2d"], "it needs maps with rows and columns, and gets 192 numbers: put it before Flatten"),
        ((1, 2, 9), ["Conv2d"], "a kernel of size 3 does not fit an input of size 2 padded by 0 + 0"),
    ],
)
def test_an_impossible_stack_says_why(shape, layers, reason):
    stack = ["Flatten", *layers] if "192" in reason else layers
    sentence = f"Layer {len(stack) - 1}, {layers[0]}, cannot stand here: {reason}"
    assert Plan(shape, [{"kind": kind} for kind in stack]).problem.startswith(sentence)
