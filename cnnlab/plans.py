"""Networks as plans: what each layer would make and cost, in whole numbers, before any weight exists."""

from collections.abc import Callable
from itertools import pairwise
from math import prod
from typing import NamedTuple

from cnnlab import nn
from cnnlab._arguments import as_int, quoted, worded
from cnnlab.arithmetic import conv_macs, conv_output_size, conv_params, dense_macs, dense_params, fields, size_seen

__all__ = ["KINDS", "LIMITS", "PRESETS", "Plan", "Row", "said"]

LIMITS = {
    "out_channels": (1, 1024),
    "kernel_size": (1, 31),
    "stride": (1, 31),
    "padding": (0, 15),
    "out_features": (1, 10_000),
}
MOST_LAYERS, MOST_PIXELS, MOST_CHANNELS = 20, 512, 1024


def said(shape):
    """A shape in words, without the batch axis.

    >>> said((8, 24, 24)), said((1, 28, 28)), said((64,))
    ('8 maps of 24 x 24', '1 map of 28 x 28', '64 numbers')
    """
    flat = len(shape) == 1
    counted = f"{shape[0]:,} {'number' if flat else 'map'}{'s' * (shape[0] > 1)}"
    return counted if flat else f"{counted} of {shape[1]} x {shape[2]}"


# ------------------------------------------------------------------------------------------------- the kinds of layer


class _Kind(NamedTuple):
    """A kind of layer: its class, its settings as they are at first, and what a plan asks about it.

    `layer` is always a dict of all its settings, `shape` its input's and `made` its output's.
    """

    made_by: type
    settings: dict
    shape: Callable  # (layer, shape) -> made; ValueError, as the end of a sentence, where the input does not fit
    cost: Callable  # (layer, shape, made) -> parameters, multiply-adds for one example
    call: Callable  # (layer, shape) -> its class's arguments by place, and those by name that are not as usual


def _nothing(layer, shape, made):
    return 0, 0


def _no_arguments(layer, shape):
    return (), {}


def _other_than(layer, **usual):
    """Those settings that are not as usual."""
    return {name: layer[name] for name, value in usual.items() if layer[name] != value}


def _positions(layer, shape):
    """How many rows and columns of positions a window has."""
    if len(shape) == 1:
        raise ValueError(worded("needs maps", shape=said(shape)))
    settings = layer["kernel_size"], layer["stride"], layer.get("padding", 0)
    return tuple(conv_output_size(size, *settings) for size in shape[1:])


def _conv_shape(layer, shape):
    return layer["out_channels"], *_positions(layer, shape)


def _conv_cost(layer, shape, made):
    sizes = shape[0], layer["out_channels"], layer["kernel_size"]
    return conv_params(*sizes), conv_macs(*sizes, made[1:])


def _conv_call(layer, shape):
    return (shape[0], layer["out_channels"], layer["kernel_size"]), _other_than(layer, stride=1, padding=0)


def _pool_shape(layer, shape):
    return shape[0], *_positions(layer, shape)


def _pool_call(layer, shape):
    return (layer["kernel_size"],), _other_than(layer, stride=layer["kernel_size"])


def _same_shape(layer, shape):
    return shape


def _flat_shape(layer, shape):
    return (prod(shape),)


def _dense_shape(layer, shape):
    if len(shape) != 1:
        raise ValueError(worded("needs numbers", shape=said(shape)))
    return (layer["out_features"],)


def _dense_cost(layer, shape, made):
    return dense_params(shape[0], made[0]), dense_macs(shape[0], made[0])


def _dense_call(layer, shape):
    return (shape[0], layer["out_features"]), {}


CONV = {"out_channels": 8, "kernel_size": 3, "stride": 1, "padding": 0}
POOL = {"kernel_size": 2, "stride": 2}
LAYERS = {
    "Conv2d": _Kind(nn.Conv2d, CONV, _conv_shape, _conv_cost, _conv_call),
    "MaxPool2d": _Kind(nn.MaxPool2d, POOL, _pool_shape, _nothing, _pool_call),
    "AvgPool2d": _Kind(nn.AvgPool2d, POOL, _pool_shape, _nothing, _pool_call),
    "ReLU": _Kind(nn.ReLU, {}, _same_shape, _nothing, _no_arguments),
    "Flatten": _Kind(nn.Flatten, {}, _flat_shape, _nothing, _no_arguments),
    "Linear": _Kind(nn.Linear, {"out_features": 10}, _dense_shape, _dense_cost, _dense_call),
}
KINDS = {name: kind.settings for name, kind in LAYERS.items()}  # every layer that a plan knows, and its settings


# ---------------------------------------------------------------------------------------------------------- the plans


def _stack(*layers):
    """Layers as dicts, from (kind, settings) pairs or kinds alone."""
    pairs = (layer if isinstance(layer, tuple) else (layer, {}) for layer in layers)
    return [{"kind": kind, **settings} for kind, settings in pairs]


def _round(channels):
    return ("Conv2d", {"out_channels": channels, "kernel_size": 5}), "MaxPool2d", "ReLU"


PRESETS = {
    "LeNet": (
        (1, 28, 28),
        _stack(*_round(8), *_round(16), "Flatten", ("Linear", {"out_features": 64}), "ReLU", "Linear"),
    ),
    "all dense": ((1, 28, 28), _stack("Flatten", ("Linear", {"out_features": 128}), "ReLU", "Linear")),
    "the article's": ((3, 5, 5), _stack(("Conv2d", {"out_channels": 10}), "MaxPool2d", "Flatten", "Linear")),
}  # fmt: skip


class Row(NamedTuple):
    """One layer of a plan: the call that makes it, its output's shape, and what it costs for one example."""

    call: str
    shape: tuple
    params: int
    macs: int
    memory: int  # bytes of its output, float32
    sees: str  # of the input, rows x columns
    note: str


class Plan:
    """A stack of layers for inputs of one shape, (channels, rows, columns); a stack that cannot be made says why.

    layers: dicts such as {"kind": "Conv2d", "out_channels": 8, "kernel_size": 5}; settings left out are as in KINDS.
    `rows` holds a `Row` for each layer as far as the shapes fit, and `problem` the reason why the next one does not, or
    nothing. Raises ValueError or TypeError for an unknown kind or setting, or one outside LIMITS.

    >>> plan = Plan(*PRESETS["LeNet"])
    >>> plan.rows[0].shape, sum(row.params for row in plan.rows)
    ((8, 24, 24), 20522)
    """

    def __init__(self, input_shape, layers):
        self.input_shape = _input_shape(input_shape)
        if not isinstance(layers, (list, tuple)):
            raise TypeError(f"layers must be a list of dicts, got {quoted(layers)}")
        self.layers = [_checked(place, layer) for place, layer in enumerate(layers)]
        if len(self.layers) > MOST_LAYERS:
            raise ValueError(worded("plan layers", most=MOST_LAYERS, count=len(self.layers)))
        shapes, self.problem = _shapes(self.layers, self.input_shape)
        seen = fields([_window(layer) for layer in self.layers])
        steps = zip(self.layers, pairwise(shapes), seen, strict=False)  # as far as the shapes go
        self.rows = [_row(layer, shape, made, size) for layer, (shape, made), (size, _, _) in steps]

    def build(self, *, rng):
        """The network, as a `nn.Sequential` of layers with weights from `rng`; ValueError where there is a problem."""
        if self.problem:
            raise ValueError(f"this stack is no network yet: {self.problem}")
        layers, shape = [], self.input_shape
        for layer, row in zip(self.layers, self.rows, strict=True):
            kind = LAYERS[layer["kind"]]
            places, names = kind.call(layer, shape)
            layers.append(kind.made_by(*places, **names, **({"rng": rng} if row.params else {})))
            shape = row.shape
        return nn.Sequential(*layers)

    def code(self):
        """The Python that makes the network, ready to paste; of a stack with a problem, as far as it goes."""
        lines = "".join(f"    {row.call},\n" for row in self.rows)
        shape = f"(1, {', '.join(map(str, self.input_shape))})"
        return (
            "import numpy as np\nfrom cnnlab import nn\n\nrng = np.random.default_rng(0)\n"
            f"model = nn.Sequential(\n{lines})\nmodel(np.zeros({shape}, np.float32)).shape"
        )


def _input_shape(shape):
    if not isinstance(shape, (tuple, list)) or len(shape) != 3:
        raise ValueError(f"input_shape must be (channels, rows, columns), got {quoted(shape)}")
    names, limits = ("channels", "rows", "columns"), (MOST_CHANNELS, MOST_PIXELS, MOST_PIXELS)
    for name, size, most in zip(names, shape, limits, strict=True):
        if as_int(f"the input's {name}", size, 1) > most:
            raise ValueError(worded("input at most", name=name, most=most, value=size))
    return tuple(int(size) for size in shape)


def _checked(place, layer):
    if not isinstance(layer, dict) or not isinstance(layer.get("kind"), str) or layer["kind"] not in KINDS:
        raise ValueError(f"layer {place} must be a dict with a kind, one of {', '.join(KINDS)}, got {quoted(layer)}")
    kind = layer["kind"]
    unknown = sorted(map(str, layer.keys() - KINDS[kind].keys() - {"kind"}))
    if unknown:
        known = ", ".join(KINDS[kind]) or "no settings"
        raise ValueError(f"layer {place}, {kind}, knows {known}, but was given {', '.join(unknown)}")
    settings = {**KINDS[kind], **layer}
    if KINDS[kind] is POOL and "stride" not in layer:  # its windows lie side by side
        settings["stride"] = settings["kernel_size"]
    for name in KINDS[kind]:
        least, most = LIMITS[name]
        if as_int(f"{name} of layer {place}, {kind},", settings[name], least) > most:
            ends = {"most": f"{most:,}", "value": f"{settings[name]:,}"}
            raise ValueError(worded("setting at most", name=name, place=place, kind=kind, **ends))
    return settings


def _shapes(layers, shape):
    """The shapes of the input and of what each layer makes, as far as they fit; and why the next does not, or ""."""
    shapes = [shape]
    for place, layer in enumerate(layers):
        try:
            shapes.append(LAYERS[layer["kind"]].shape(layer, shapes[-1]))
        except ValueError as error:
            return shapes, worded("cannot stand", place=place, kind=layer["kind"], why=error)
    return shapes, ""


def _window(layer):
    """A layer's window for `arithmetic.fields`."""
    if LAYERS[layer["kind"]].made_by.sees_everything:
        return None
    if "kernel_size" not in layer:
        return ()
    return ((layer["kernel_size"], layer["stride"], layer.get("padding", 0), 1),) * 2


def _row(layer, shape, made, seen):
    kind = LAYERS[layer["kind"]]
    params, macs = kind.cost(layer, shape, made)
    places, names = kind.call(layer, shape)
    options = [f"{name}={value}" for name, value in names.items()] + ["rng=rng"] * bool(params)
    call = f"nn.{layer['kind']}({', '.join([*map(str, places), *options])})"
    return Row(call, made, params, macs, 4 * prod(made), size_seen(seen), _note(layer, shape))


def _note(layer, shape):
    """What a learner may not have wanted: rows or columns that no window reads."""
    if "kernel_size" not in layer:
        return ""
    kernel, stride, padding = layer["kernel_size"], layer["stride"], layer.get("padding", 0)
    notes, lost = [], []
    if stride > kernel and max(shape[1:]) + 2 * padding >= kernel + stride:
        notes.append(f"Stride {stride} is larger than the window: cells between two windows are never read.")
    for size, name in zip(shape[1:], ("row", "column"), strict=True):
        unread = min(size, (size + 2 * padding - kernel) % stride - padding)
        if unread > 0:
            lost.append(f"the last {name}" if unread == 1 else f"the last {unread} {name}s")
    if lost:
        notes.append(f"No window reads {' and '.join(lost)}.")
    return " ".join(notes)
