"""`arithmetic` against counting by hand, against real arrays, and against what a pixel really changes."""

from math import prod

import numpy as np
import oracles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import nn
from cnnlab.arithmetic import (
    as_padding,
    conv_macs,
    conv_output_size,
    conv_params,
    dense_macs,
    dense_params,
    fields,
    output_sizes,
    receptive_field,
    summary,
)

searched = settings(max_examples=60, deadline=None)


def rng():
    return np.random.default_rng(0)


# ------------------------------------------------- sizes

side = st.integers(0, 4)
axes = {
    "size": st.integers(1, 20),
    "kernel": st.integers(1, 6),
    "stride": st.integers(1, 3),
    "padding": side | st.tuples(side, side) | st.sampled_from(["valid", "same"]),
    "dilation": st.integers(1, 3),
}


@searched
@given(**axes)
def test_output_size_is_the_number_of_positions(size, kernel, stride, padding, dilation):
    stride = 1 if padding == "same" else stride
    _, sides = oracles.sides(padding if isinstance(padding, str) else (0, padding), (1, kernel), (1, dilation))
    positions = oracles.starts(size, kernel, stride, sides, dilation)
    if positions:
        assert conv_output_size(size, kernel, stride, padding, dilation) == len(positions)
    else:
        with pytest.raises(
            ValueError, match=f"kernel of size {kernel}.*input of size {size}.*{sides[0]} \\+ {sides[1]}"
        ):
            conv_output_size(size, kernel, stride, padding, dilation)


@searched
@given(size=st.integers(1, 20), kernel=st.integers(1, 6), dilation=st.integers(1, 3))
def test_same_keeps_the_size(size, kernel, dilation):
    assert conv_output_size(size, kernel, padding="same", dilation=dilation) == size


def test_output_sizes_takes_each_axis_on_its_own():
    sizes = output_sizes((10, 9), (3, 2), (2, 1), ((1, 0), (0, 2)), (1, 3))
    assert sizes == (conv_output_size(10, 3, 2, (1, 0)), conv_output_size(9, 2, 1, (0, 2), 3)) == (5, 8)


def test_output_size_takes_numpy_integers_everywhere():
    assert conv_output_size(*map(np.int64, (9, 3, 2, 1, 2))) == conv_output_size(9, 3, 2, 1, 2) == 4


@pytest.mark.parametrize("padding", [0, 2, (1, 2), ((1, 2), (3, 0)), "valid", "same"], ids=str)
def test_every_form_of_padding_becomes_four_numbers(padding):
    assert as_padding(padding, (2, 3), (1, 1), (3, 1)) == oracles.sides(padding, (2, 3), (3, 1))


@pytest.mark.parametrize(
    ("arguments", "expected", "fragments"),
    [
        ((0, 1), ValueError, ["size must be at least 1, got 0"]),
        ((28.0, 3), TypeError, ["size", "28.0"]),
        ((28, 0), ValueError, ["kernel_size must be at least 1, got 0"]),
        ((28, "3"), TypeError, ["kernel_size", "'3'"]),
        ((28, 3, 0), ValueError, ["stride must be at least 1, got 0"]),
        ((28, 3, True), TypeError, ["stride", "True"]),
        ((28, 3, 1, -1), ValueError, ["padding", "got -1"]),
        ((28, 3, 1, 0.5), TypeError, ["padding", "0.5"]),
        ((28, 3, 1, "full"), ValueError, ["padding", "'full'"]),
        ((28, 3, 2, "same"), ValueError, ['"same"', "2"]),
        ((28, 3, 1, 0, 0), ValueError, ["dilation must be at least 1, got 0"]),
        ((4, 3, 1, 0, 2), ValueError, ["size 3", "spread to 5", "dilation 2", "size 4"]),
    ],
    ids=str,
)
def test_impossible_sizes_are_refused_in_words_that_name_them(arguments, expected, fragments):
    with pytest.raises(expected) as caught:
        conv_output_size(*arguments)
    assert caught.type is expected
    assert [fragment for fragment in fragments if fragment not in str(caught.value)] == []


# ------------------------------------------------- counts


def test_known_parameter_counts():
    assert dense_params(784, 10) == 7850
    assert dense_params(784, 128) + dense_params(128, 10) == 101_770
    assert dense_params(150_528, 1000) == 150_529_000  # a 224 x 224 colour photograph to 1000 units
    assert conv_params(3, 10, 3) == 280
    assert sum(parameter.data.size for parameter in nn.lenet(rng=rng()).parameters()) == 20_522


counts = st.integers(1, 5)


@searched
@given(counts, counts, st.tuples(counts, counts), st.booleans())
def test_counts_are_the_sizes_of_the_real_arrays(n_in, n_out, kernel, bias):
    def size(layer):
        return sum(parameter.data.size for parameter in layer.parameters())

    assert conv_params(n_in, n_out, kernel, bias) == size(nn.Conv2d(n_in, n_out, kernel, bias=bias, rng=rng()))
    assert dense_params(n_in, n_out, bias) == size(nn.Linear(n_in, n_out, bias=bias, rng=rng()))
    assert dense_macs(n_in, n_out) == n_in * n_out


@searched
@given(counts, counts, st.tuples(counts, counts), st.tuples(counts, counts))
def test_conv_macs_counts_every_product_of_every_position(n_in, n_out, kernel, output):
    assert conv_macs(n_in, n_out, kernel, output) == sum(1 for _ in np.ndindex(n_out, *output, n_in, *kernel))


@pytest.mark.parametrize(
    ("call", "fragment"),
    [
        (lambda: dense_params(0, 10), "n_in must be at least 1, got 0"),
        (lambda: dense_macs(10, -1), "n_out must be at least 1, got -1"),
        (lambda: conv_params(1, 0, 3), "out_channels must be at least 1, got 0"),
        (lambda: conv_params(1, 1, (3, 0)), "kernel_size (columns) must be at least 1, got 0"),
        (lambda: conv_macs(1, 1, 3, 0), "output_size must be at least 1, got 0"),
    ],
)
def test_counts_of_nothing_are_refused(call, fragment):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        call()
    assert fragment in str(caught.value)


# ------------------------------------------------- receptive fields


def ones_for_weights(model):
    for name, parameter in model.named_parameters():
        parameter.data[...] = 0 if name.endswith("bias") else 1
    return model


def pixels_that_change(model, size):
    """For each output unit (row, column), the set of the input pixels that change it: tried one by one."""
    black = np.zeros((1, 1, *size), np.float32)
    lit = np.eye(prod(size), dtype=np.float32).reshape(-1, 1, *size)
    changed = (model(lit) != model(black))[:, 0]
    return {
        unit: {divmod(p, size[1]) for p in np.flatnonzero(changed[:, *unit])} for unit in np.ndindex(changed.shape[1:])
    }


def box(field, unit, size):
    """The pixels that the field of this unit covers, as far as they lie in the image."""
    rows, columns = (
        range(max(0, start + jump * at), min(length, start + jump * at + extent))
        for start, jump, at, extent, length in zip(field.start, field.jump, unit, field.size, size, strict=True)
    )
    return {(row, column) for row in rows for column in columns}


def conv(*args, **kwargs):
    return nn.Conv2d(1, 1, *args, rng=rng(), **kwargs)


MODELS = {
    "one kernel": [conv(3)],
    "rectangular": [conv((2, 3)), conv((3, 1))],
    "padded": [conv(3, padding=1), conv(3, padding=1)],
    "lopsided padding": [conv(3, padding=((2, 0), (0, 1))), conv(2)],
    "same": [conv(4, padding="same"), conv(3, padding="same")],
    "strided": [conv(3, stride=2), conv(3, stride=(1, 2)), conv(2)],
    "strided and padded": [conv(3, stride=2, padding=1), conv(3, stride=2, padding=1)],
    "dilated": [conv(3), conv(3, dilation=2)],
    "pooled": [conv(3), nn.MaxPool2d(2), nn.ReLU(), conv(3)],
    "pooled and padded": [conv(3, padding=1), nn.MaxPool2d(3, stride=2, padding=1), conv(2)],
    "averaged": [nn.AvgPool2d(2), conv(3), nn.AvgPool2d((2, 1), stride=1)],
    "nested": [nn.Sequential(conv(3), nn.MaxPool2d(2)), nn.Sequential(conv(2))],
}


@pytest.mark.parametrize("name", MODELS)
def test_receptive_field_is_the_set_of_pixels_that_change_a_unit(name):
    model, size = ones_for_weights(nn.Sequential(*MODELS[name])), (15, 14)
    seen = receptive_field(model)
    flat = nn.Sequential(*(layer for layer in model.modules() if not isinstance(layer, nn.Sequential)))
    assert [field.layer for field in seen] == [type(layer).__name__ for layer in flat]
    for depth, field in enumerate(seen, 1):
        for unit, pixels in pixels_that_change(flat[:depth], size).items():
            assert pixels == box(field, unit, size), f"unit {unit} after layer {depth - 1}"


def test_a_dilated_kernel_sees_a_box_with_holes():
    model, size = ones_for_weights(nn.Sequential(conv(3, dilation=3))), (9, 9)
    (field,) = receptive_field(model)
    for unit, pixels in pixels_that_change(model, size).items():
        corners = {
            (min(r for r, _ in pixels), min(c for _, c in pixels)),
            (max(r for r, _ in pixels), max(c for _, c in pixels)),
        }
        assert corners == {min(box(field, unit, size)), max(box(field, unit, size))}
        assert len(pixels) == 9


def test_receptive_field_of_a_signal_has_one_axis():
    model = nn.Sequential(nn.Conv1d(1, 1, 3, padding=1, rng=rng()), nn.Conv1d(1, 1, 3, stride=2, dilation=2, rng=rng()))
    assert [(f.size, f.jump, f.start) for f in receptive_field(model)] == [((3,), (1,), (-1,)), ((7,), (2,), (-1,))]


def test_a_unit_of_a_dense_layer_sees_everything():
    seen = receptive_field(nn.lenet(rng=rng()))
    assert [field.size for field in seen][5:8] == [(16, 16), (16, 16), None]
    assert seen[-1].size is None


@pytest.mark.parametrize("name", MODELS)
def test_the_fields_of_windows_alone_are_those_of_the_model(name):
    model = nn.Sequential(*MODELS[name], nn.Flatten(), nn.Linear(9, 2, rng=rng()))
    layers = [layer for layer in model.modules() if not isinstance(layer, nn.Sequential)]
    windows = [*(tuple(map(tuple, layer.window)) for layer in layers[:-1]), None]
    assert [field[1:] for field in receptive_field(model)] == fields(windows)


def test_what_follows_a_layer_that_sees_everything_sees_everything():
    assert fields([None, (), ((3, 1, 0, 1),)]) == [(None, None, None)] * 3


# ------------------------------------------------- the table of a network


def columns(table):
    return dict(zip(table.columns, zip(*table.rows, strict=True), strict=True))


def test_summary_of_lenet_agrees_with_the_real_network():
    model = nn.lenet(rng=rng())
    table = summary(model, (1, 28, 28))
    real = [out.shape[1:] for out in model.activations(np.zeros((1, 1, 28, 28), np.float32))]
    assert columns(table)["output"] == tuple(" x ".join(map(str, shape)) for shape in real)
    assert columns(table)["bytes"] == tuple(4 * prod(shape) for shape in real)
    assert columns(table)["parameters"] == (208, 0, 0, 3216, 0, 0, 0, 16_448, 0, 650)
    assert columns(table)["multiply-adds"] == (115_200, 0, 0, 204_800, 0, 0, 0, 16_384, 0, 640)
    assert columns(table)["sees"] == ("5 x 5", "6 x 6", "6 x 6", *["14 x 14"], *["16 x 16"] * 3, *["all"] * 3)


@pytest.mark.parametrize("model", [nn.lenet(rng=rng()), nn.Sequential(nn.lenet(rng=rng())[:6], nn.Flatten())])
def test_summary_totals_are_the_sums_of_their_columns(model):
    table = summary(model, (1, 28, 28))
    for index in (2, 3, 4):
        assert table.footer[index] == sum(row[index] for row in table.rows)
    assert table.footer[2] == sum(parameter.data.size for parameter in model.parameters())
    assert table.footer[3] == model.macs((1, 28, 28))


def test_a_summary_shows_the_columns_that_are_asked_for():
    whole, part = (summary(nn.lenet(rng=rng()), (1, 28, 28), *more) for more in ([], [["parameters", "output"]]))
    assert part.columns == ["layer", "parameters", "output"]
    assert part.rows == [[row[0], row[2], row[1]] for row in whole.rows]
    assert part.footer == ["total", whole.footer[2], ""]
    with pytest.raises(ValueError, match=r"among output, .*, got 'colour'"):
        summary(nn.lenet(rng=rng()), (1, 28, 28), ["colour"])


def test_an_empty_sequential_is_no_layer_of_its_own():
    assert receptive_field(nn.Sequential()) == []
    assert summary(nn.Sequential(), (1, 8, 8)).rows == []
    assert len(summary(nn.Sequential(nn.Sequential(), conv(3)), (1, 8, 8)).rows) == 1


@pytest.mark.parametrize(
    ("layers", "shape", "fragments"),
    [
        ([conv(5), conv(5)], (1, 8, 8), ["layer 1", "Conv2d(1, 1, 5)", "(1, 4, 4)", "size 5"]),
        ([conv(3), nn.Linear(36, 2, rng=rng())], (1, 8, 8), ["layer 1", "Linear(36, 2)", "(1, 6, 6)", "flatten"]),
        ([nn.Flatten(), nn.Linear(36, 2, rng=rng())], (1, 8, 8), ["layer 1", "Linear(36, 2)", "(64,)", "36"]),
        ([nn.ReLU(), nn.MaxPool2d(2), nn.MaxPool2d(5)], (1, 8, 8), ["layer 2", "MaxPool2d(5)", "(1, 4, 4)"]),
        ([conv(3)], (3, 8, 8), ["layer 0", "Conv2d(1, 1, 3)", "(3, 8, 8)", "1 channels"]),
        ([nn.Flatten(), conv(3)], (1, 8, 8), ["layer 1", "Conv2d(1, 1, 3)", "(64,)"]),
    ],
)
def test_summary_names_the_layer_that_does_not_fit_and_the_shape_it_got(layers, shape, fragments):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        summary(nn.Sequential(*layers), shape)
    assert [fragment for fragment in fragments if fragment not in str(caught.value)] == []


@pytest.mark.parametrize(("shape", "expected"), [((1, 0, 28), ValueError), ((1, 28.5, 28), TypeError)])
def test_summary_refuses_an_impossible_input_shape(shape, expected):
    with pytest.raises(expected, match="input_shape"):
        summary(nn.lenet(rng=rng()), shape)
