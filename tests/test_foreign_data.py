"""What strangers hand over works, or is refused in one sentence that names the argument: never a raw error."""

import json
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from foreign import FOREIGN, NUMBERS, quietly, tensors
from PIL import Image

from cnnlab import data, drawings, inside, matrices, nn, snapshots, tiny, trace, training, viz, widgets
from cnnlab import functional as F
from cnnlab._arguments import as_array, as_int, as_number, as_numbers, as_pair
from cnnlab.training import gradcheck

RNG = np.random.default_rng(0)
NET = nn.lenet(rng=RNG)
IMAGES, LABELS = (part[:4] for part in data.load_mnist("test"))
SQUARE, ONE = np.ones((3, 3)), np.ones((1, 1))
BATCH, WEIGHT = np.ones((2, 1, 3, 3)), np.ones((1, 1, 2, 2))
LOGITS = np.eye(4)
VERDICT = {c: {"digits": [0] * 4, "accuracy": 0.5} for c in ("straight", "one shuffle", "new shuffle each")}
DIGITS = (IMAGES, LABELS)


def goggles(images=IMAGES, labels=LABELS, **options):
    return widgets.PermutationGoggles(images, labels, **{"rng": np.random.default_rng(0), **options})


# Each call with one foreign argument, by the words of which one must stand in what it raises.
CALLS = {
    "ConvStepper image": lambda v: widgets.ConvStepper(v, ONE),
    "ConvStepper kernel": lambda v: widgets.ConvStepper(SQUARE, v),
    "ConvStepper bias": lambda v: widgets.ConvStepper(SQUARE, ONE, bias=v),
    "ConvStepper stride": lambda v: widgets.ConvStepper(SQUARE, ONE, stride=v),
    "ConvStepper padding": lambda v: widgets.ConvStepper(SQUARE, ONE, padding=v),
    "ConvStepper dilation": lambda v: widgets.ConvStepper(SQUARE, ONE, dilation=v),
    "ConvStepper grad_out": lambda v: widgets.ConvStepper(SQUARE, ONE, direction="backward", grad_out=v),
    "PoolStepper image": widgets.PoolStepper,
    "PoolStepper kernel_size": lambda v: widgets.PoolStepper(SQUARE, v),
    "PoolStepper grad_out": lambda v: widgets.PoolStepper(SQUARE, 1, direction="backward", grad_out=v),
    "TapeStepper signal": lambda v: widgets.TapeStepper(v, [1]),
    "TapeStepper kernel": lambda v: widgets.TapeStepper([1, 2, 3], v),
    "TapeStepper bias": lambda v: widgets.TapeStepper([1, 2, 3], [1], bias=v),
    "ShapeExplorer size": widgets.ShapeExplorer,
    "ShapeExplorer padding": lambda v: widgets.ShapeExplorer(padding=v),
    "ShiftExplorer image": lambda v: widgets.ShiftExplorer(v, ONE),
    "ShiftExplorer kernel": lambda v: widgets.ShiftExplorer(SQUARE, v),
    "ShiftExplorer pool": lambda v: widgets.ShiftExplorer(SQUARE, ONE, pool=v),
    "ShiftExplorer mode": lambda v: widgets.ShiftExplorer(SQUARE, ONE, mode=v),
    "ShiftExplorer model": lambda v: widgets.ShiftExplorer(SQUARE, ONE, model=v),
    "DenseToConv side": lambda v: widgets.DenseToConv(v, rng=RNG),
    "DenseToConv kernel": lambda v: widgets.DenseToConv(6, 3, kernel=v, rng=RNG),
    "DenseToConv image": lambda v: widgets.DenseToConv(6, 3, image=v, rng=RNG),
    "DenseToConv rng": lambda v: widgets.DenseToConv(6, 3, rng=v),
    "NetworkExplorer model": lambda v: widgets.NetworkExplorer(v, IMAGES),
    "NetworkExplorer image(s)": lambda v: widgets.NetworkExplorer(NET, v),
    "NetworkExplorer labels": lambda v: widgets.NetworkExplorer(NET, IMAGES, v),
    "NetworkExplorer.show image": lambda v: widgets.NetworkExplorer(NET, IMAGES).show(v),
    "TinyNetwork inputs": lambda v: widgets.TinyNetwork(v, [[1, 2]], [[1], [2]], target=0),
    "TinyNetwork hidden": lambda v: widgets.TinyNetwork([1, 2], v, [[1], [2]], target=0),
    "TinyNetwork output": lambda v: widgets.TinyNetwork([1, 2], [[1, 2]], v, target=0),
    "TinyNetwork target": lambda v: widgets.TinyNetwork([1, 2], [[1, 2]], [[1], [2]], target=v),
    "TinyNetwork hidden_bias": lambda v: widgets.TinyNetwork([1, 2], [[1, 2]], [[1], [2]], target=0, hidden_bias=v),
    "TinyNetwork learning_rate": lambda v: widgets.TinyNetwork([1, 2], [[1, 2]], [[1], [2]], target=0, learning_rate=v),
    "NetworkDiagram size(s)/network/input": widgets.NetworkDiagram,
    "NetworkDiagram side/network": lambda v: widgets.NetworkDiagram([10], side=v),
    "PermutationGoggles image(s)": lambda v: goggles(v),
    "PermutationGoggles labels": lambda v: goggles(labels=v),
    "PermutationGoggles order": lambda v: goggles(order=v),
    "PermutationGoggles verdicts": lambda v: goggles(verdicts=v),
    "PermutationGoggles verdicts, digits": lambda v: goggles(verdicts={"net": {**VERDICT, "straight": v}}),
    "PermutationGoggles rng": lambda v: goggles(rng=v),
    "DrawPad model": widgets.DrawPad,
    "DrawPad classes/class": lambda v: widgets.DrawPad(NET, classes=v),
    "DrawPad stroke(s)": lambda v: widgets.DrawPad(NET, strokes=v),
    "DrawPad width": lambda v: widgets.DrawPad(NET, width=v),
    "TrainingMonitor model": lambda v: widgets.TrainingMonitor(v, *DIGITS),
    "TrainingMonitor x": lambda v: widgets.TrainingMonitor(NET, v, LABELS),
    "TrainingMonitor y": lambda v: widgets.TrainingMonitor(NET, IMAGES, v),
    "TrainingMonitor every": lambda v: widgets.TrainingMonitor(NET, *DIGITS, every=v),
    "TimeMachine Snapshots": widgets.TimeMachine,
    "TimeMachine.of_kernels kernels": lambda v: widgets.TimeMachine.of_kernels(v, [1, 1]),
    "TimeMachine.of_kernels losses": lambda v: widgets.TimeMachine.of_kernels([SQUARE, SQUARE], v),
    "TimeMachine.of_kernels wanted": lambda v: widgets.TimeMachine.of_kernels([SQUARE, SQUARE], [1, 1], wanted=v),
    "Valley inputs": lambda v: widgets.Valley(v, [1, 2]),
    "Valley targets": lambda v: widgets.Valley([1, 2], v),
    "Valley weights": lambda v: widgets.Valley([1, 2], [1, 2], weights=v),
    "Valley learning_rate": lambda v: widgets.Valley([1, 2], [1, 2], learning_rate=v),
    "Valley predict": lambda v: widgets.Valley([1, 2], [1, 2], predict=v),
    "descent_steps inputs": lambda v: tiny.descent_steps(v, [1, 2], [0], 0.1, 2),
    "descent_steps weights": lambda v: tiny.descent_steps([1, 2], [1, 2], v, 0.1, 2),
    "descent_steps steps": lambda v: tiny.descent_steps([1, 2], [1, 2], [0], 0.1, v),
    "ArchitectureBuilder preset": widgets.ArchitectureBuilder,
    "ArchitectureBuilder layer(s)": lambda v: widgets.ArchitectureBuilder(layers=v),
    "ArchitectureBuilder layer": lambda v: widgets.ArchitectureBuilder(layers=[v]),
    "ArchitectureBuilder kind": lambda v: widgets.ArchitectureBuilder(layers=[{"kind": v}]),
    "ArchitectureBuilder kernel_size": lambda v: widgets.ArchitectureBuilder(
        layers=[{"kind": "Conv2d", "kernel_size": v}]
    ),
    "ArchitectureBuilder input_shape/input": lambda v: widgets.ArchitectureBuilder(input_shape=v),
    "ArchitectureBuilder data": lambda v: widgets.ArchitectureBuilder(data=v),
    "ArchitectureBuilder data, pairs": lambda v: widgets.ArchitectureBuilder(data=(v, DIGITS)),
    "ArchitectureBuilder data, images": lambda v: widgets.ArchitectureBuilder(data=((v, LABELS), DIGITS)),
    "ArchitectureBuilder data, labels": lambda v: widgets.ArchitectureBuilder(data=(DIGITS, (IMAGES, v))),
    "Quiz question(s)": widgets.Quiz,
    "Claims claim(s)": widgets.Claims,
    "conv_steps image": lambda v: trace.conv_steps(v, ONE),
    "conv_steps kernel": lambda v: trace.conv_steps(SQUARE, v),
    "conv_steps bias": lambda v: trace.conv_steps(SQUARE, ONE, v),
    "pool_steps image": lambda v: trace.pool_steps(v, 1),
    "moved image": lambda v: trace.moved(v, ONE),
    "moved kernel": lambda v: trace.moved(SQUARE, v),
    "moved shift": lambda v: trace.moved(SQUARE, ONE, v),
    "conv_backward_steps grad_out": lambda v: trace.conv_backward_steps(v, SQUARE, ONE),
    "pool_backward_steps grad_out": lambda v: trace.pool_backward_steps(v, SQUARE, 1),
    "LayerMatrices kernel": lambda v: matrices.LayerMatrices(6, 3, v, rng=RNG),
    "occlusion_map image/input": lambda v: inside.occlusion_map(NET, v),
    "occlusion_map fill": lambda v: inside.occlusion_map(NET, IMAGES[0], size=14, stride=14, fill=v),
    "Snapshots images/examples/x": lambda v: snapshots.Snapshots(NET, v, LABELS),
    "Snapshots labels/examples/y": lambda v: snapshots.Snapshots(NET, IMAGES, v),
    "Snapshots watch": lambda v: snapshots.Snapshots(NET, *DIGITS, watch=v),
    "evaluate x": lambda v: training.evaluate(NET, v, LABELS),
    "evaluate y/targets": lambda v: training.evaluate(NET, IMAGES, v),
    "gradcheck x": lambda v: gradcheck(nn.Linear(3, 2, rng=RNG), v, rng=RNG),
    "batches x": lambda v: data.batches(v, LABELS, 2),
    "shift x": lambda v: data.shift(v, 1, 1),
    "random_shift x": lambda v: data.random_shift(v, rng=RNG),
    "center_digit drawing/canvas": data.center_digit,
    "draw_strokes stroke(s)": drawings.draw_strokes,
    "conv2d x": lambda v: F.conv2d(v, WEIGHT),
    "conv2d weight": lambda v: F.conv2d(BATCH, v),
    "conv2d bias": lambda v: F.conv2d(BATCH, WEIGHT, v),
    "conv1d x": lambda v: F.conv1d(v, WEIGHT[0]),
    "max_pool2d x": lambda v: F.max_pool2d(v, 1),
    "avg_pool2d x": lambda v: F.avg_pool2d(v, 1),
    "linear x": lambda v: F.linear(v, ONE),
    "relu x": F.relu,
    "softmax x": F.softmax,
    "cross_entropy logits": lambda v: F.cross_entropy(v, LABELS),
    "cross_entropy targets": lambda v: F.cross_entropy(LOGITS, v),
    "show_image image": viz.show_image,
    "show_colour image": viz.show_colour,
    "show_images image(s)": viz.show_images,
    "show_kernels weight/image(s)": viz.show_kernels,
    "show_feature_maps maps/image(s)": viz.show_feature_maps,
    "show_worst x": lambda v: viz.show_worst(v, LABELS, LOGITS),
    "show_worst y": lambda v: viz.show_worst(IMAGES, v, LOGITS),
    "show_worst logits": lambda v: viz.show_worst(IMAGES, LABELS, v),
    "plot_confusion confusion": viz.plot_confusion,
    "plot_split values": lambda v: viz.plot_split(v, np.array([0, 0, 1])),
    "show_gradients backward/gradients": lambda v: viz.show_gradients(v, SQUARE),
    "show_gradients nudged/gradients/cell": lambda v: viz.show_gradients(SQUARE, v),
    "show_occlusion image": lambda v: viz.show_occlusion(v, SQUARE),
    "show_occlusion falls": lambda v: viz.show_occlusion(SQUARE, v),
    "show_patches patches": viz.show_patches,
    "show_patches kernels": lambda v: viz.show_patches(np.zeros((2, 1, 3, 3)), v),
    "show_signals signals": viz.show_signals,
    "show_found image": lambda v: viz.show_found(v, [SQUARE]),
    "show_found maps": lambda v: viz.show_found(SQUARE, v),
    "show_beats signal": viz.show_beats,
    "show_filtered signal": lambda v: viz.show_filtered(v, {"one": [1]}),
    "show_filtered kernel": lambda v: viz.show_filtered([1, 2], {"one": v}),
    "show_valley inputs": lambda v: viz.show_valley(v, [1, 2], [0], [0.1]),
    "show_valley learning_rates": lambda v: viz.show_valley([1, 2], [1, 2], [0], v),
    "show_step image": lambda v: viz.show_step(v, ONE),
    "show_pool_step image": lambda v: viz.show_pool_step(v, 1),
    "show_shift image": lambda v: viz.show_shift(v, ONE),
    "show_shift kernel": lambda v: viz.show_shift(SQUARE, v),
    "show_walk kernel": lambda v: viz.show_walk(SQUARE, v),
    "show_dense_to_conv kernel": lambda v: viz.show_dense_to_conv(6, 3, kernel=v, rng=RNG),
}


def sound(made):
    """Of a widget, that its state reaches a browser."""
    if isinstance(made, widgets.widget.Widget):
        json.dumps(made.state(), allow_nan=False)
    return made


def named(call):
    """A pattern of the words of which one names the argument."""
    words = re.split(r"[ ,/]+", call)[1:]
    return "|".join(rf"\b{word.replace('(s)', 's?')}\b" for word in words)


@pytest.mark.parametrize("name", CALLS)
def test_foreign_data_work_or_are_refused_in_words_that_name_the_argument(name):
    wrong = {}
    for kind, value in {**FOREIGN, **tensors()}.items():
        error = quietly(lambda given: sound(CALLS[name](given)), value)
        plt.close("all")
        if error is not None and (type(error) not in (TypeError, ValueError) or not re.search(named(name), str(error))):
            wrong[kind] = f"{type(error).__name__}: {error}"
    assert wrong == {}


NOT_NUMBERS = [kind for kind in FOREIGN if re.search("complex|date|span|masked|text|bytes|ragged|records", kind)]


@pytest.mark.parametrize("kind", NOT_NUMBERS)
def test_what_has_no_numbers_in_it_is_a_type_error_of_one_line(kind):
    with pytest.raises(TypeError, match="grid must be a grid of numbers, all rows of one length, got ") as caught:
        as_array("grid", FOREIGN[kind])
    assert len(str(caught.value)) < 150
    assert "\n" not in str(caught.value)


READ = ["data frame", "booleans", "half precision", "long precision", "other byte order", "decimals", "grey image"]


@pytest.mark.parametrize("kind", [*READ, "tensor", "tensor with a gradient"])
def test_what_holds_numbers_is_read_whatever_holds_it(kind):
    values = {**FOREIGN, **tensors()}.get(kind)
    if values is None:
        pytest.skip("PyTorch is not installed")
    expected = np.asarray(getattr(values, "values", None) if kind == "data frame" else FOREIGN.get(kind, NUMBERS))
    assert np.array_equal(as_numbers("grid", values), expected.astype(float))


def test_why_an_array_could_not_be_read_is_said():
    with pytest.raises(TypeError, match=r"grid must be .* got <.*: it lies on another device$"):
        as_numbers("grid", FOREIGN["a broken promise"])


@pytest.mark.parametrize("value", [1e101, -1e200, 10**400, np.longdouble("1e400")])
def test_numbers_that_sums_would_not_bear_are_refused(value):
    with pytest.raises(ValueError, match=r"grid (may hold numbers from -1e\+100 to 1e\+100|must hold finite numbers)"):
        as_numbers("grid", [value, 1])
    with pytest.raises(ValueError, match=r"bias must be a finite number between -1e\+100 and 1e\+100, got"):
        as_number("bias", value, -np.inf)


@pytest.mark.parametrize("value", [1j, np.complex64(1), b"1", "1", np.timedelta64(1), np.datetime64("2020"), True])
def test_a_number_is_a_real_one(value):
    with pytest.raises(TypeError, match="p must be a number, got"):
        as_number("p", value, 0)


@pytest.mark.parametrize("value", [np.timedelta64(1), FOREIGN["a speechless object"], "1", 1.5])
def test_a_whole_number_is_one_and_what_is_not_is_quoted_as_far_as_it_can_be(value):
    for check in (as_int, as_pair):
        with pytest.raises(TypeError, match="stride must be a whole number, got"):
            check("stride", value, 1)


# ------------------------------------------------------------------------------------------------------------ channels


PHOTO = np.asarray(Image.new("RGB", (9, 8), (1, 2, 3)))  # rows, columns, channels: as every image file is read


@pytest.mark.parametrize(
    "call",
    [
        lambda: widgets.ConvStepper(PHOTO, SQUARE),
        lambda: widgets.PoolStepper(PHOTO),
        lambda: widgets.PoolStepper(np.dstack([PHOTO, PHOTO[..., :1]])),
        lambda: trace.conv_steps(PHOTO, SQUARE),
        lambda: viz.show_colour(PHOTO),
    ],
)
def test_an_image_whose_channels_come_last_is_told_how_to_move_them(call):
    with pytest.raises(ValueError, match=r"channels come before rows and columns here: np\.moveaxis\(image, -1, 0\)$"):
        call()


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("x", lambda: F.conv2d(np.ones((2, 9, 8, 1)), WEIGHT)),
        ("images", lambda: widgets.NetworkExplorer(NET, np.moveaxis(IMAGES, 1, -1))),
        ("images", lambda: goggles(np.moveaxis(IMAGES, 1, -1))),
        ("images", lambda: viz.show_images(np.ones((2, 9, 8, 3)))),
    ],
)
def test_images_whose_channels_come_last_are_told_how_to_move_them(name, call):
    with pytest.raises(ValueError, match=rf"channels come before rows .*: np\.moveaxis\({name}, -1, 1\)$"):
        call()


def test_once_moved_a_photograph_is_an_image_of_three_channels():
    moved = np.moveaxis(PHOTO, -1, 0)
    assert np.shape(widgets.PoolStepper(moved).walk["out"]) == (3, 4, 4)
    with pytest.raises(ValueError, match=r"take one channel, as image\[0\]"):
        widgets.ConvStepper(moved, SQUARE)
    assert widgets.ConvStepper(moved[0], SQUARE).message == ""


@pytest.mark.parametrize("shape", [(8, 4, 4), (3, 5, 3), (2, 9, 5), (6, 4, 3)])
def test_small_maps_are_not_taken_for_photographs(shape):
    assert widgets.PoolStepper(np.ones(shape)).message == ""


# ---------------------------------------------------------------------------------------------------- the known slips


@pytest.mark.parametrize(
    ("call", "error", "fragment"),
    [
        (
            lambda: widgets.ConvStepper(SQUARE, ONE, bias=[1, 2]),
            ValueError,
            "here 1: got shape (2,)",
        ),
        (lambda: widgets.ConvStepper(SQUARE, ONE, bias="x"), TypeError, "one for each filter, got 'x'"),
        (lambda: widgets.NetworkDiagram(5), TypeError, "sizes must be a list, the units of each layer, got 5"),
        (lambda: widgets.ArchitectureBuilder(data=DIGITS), TypeError, "data must be two pairs, (images, labels) to"),
    ],
)
def test_known_slips_are_sentences(call, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        call()


def test_whole_numbers_of_numpy_reach_the_browser_as_plain_ones():
    diagram = widgets.NetworkDiagram(np.array([4, 2]), side=None)
    assert [type(units) for units in diagram.sizes] == [int, int]
    assert widgets.NetworkDiagram(np.array([4, 2]), side=np.int64(3)).net["layers"] == [9, 4, 2]
