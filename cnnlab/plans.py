"""Networks as plans: what each layer would make and cost, in whole numbers, before any weight exists."""

from math import prod
from typing import NamedTuple

from cnnlab import nn
from cnnlab._arguments import as_int
from cnnlab.arithmetic import conv_macs, conv_output_size, conv_params, dense_macs, dense_params, receptive_field
from cnnlab.nn.module import Axis

__all__ = ["KINDS", "LIMITS", "PRESETS", "Plan", "Row", "said"]

KINDS = {  # every layer that a plan knows, with its settings and what they are at first
    "Conv2d": {"out_channels": 8, "kernel_size": 3, "stride": 1, "padding": 0},
    "MaxPool2d": {"kernel_size": 2, "stride": 2},
    "AvgPool2d": {"kernel_size": 2, "stride": 2},
    "ReLU": {},
    "Flatten": {},
    "Linear": {"out_features": 10},
}
LIMITS = {
    "out_channels": (1, 1024),
    "kernel_size": (1, 31),
    "stride": (1, 31),
    "padding": (0, 15),
    "out_features": (1, 10_000),
}
MOST_LAYERS, MOST_PIXELS, MOST_CHANNELS = 20, 512, 1024


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


class _Window(NamedTuple):
    """What `receptive_field` asks of a layer."""

    window: tuple
    sees_everything: bool

    def modules(self):
        return [self]


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
        self.input_shape, self.layers = (
            _input_shape(input_shape),
            [_checked(k, layer) for k, layer in enumerate(layers)],
        )
        if len(self.layers) > MOST_LAYERS:
            raise ValueError(f"a plan has at most {MOST_LAYERS} layers, got {len(self.layers)}")
        self.rows, self.problem, shape, windows = [], "", self.input_shape, []
        for place, layer in enumerate(self.layers):
            try:
                made = _output(layer, shape)
            except ValueError as error:
                self.problem = f"Layer {place}, {layer['kind']}, cannot stand here: {error}."
                return
            windows.append(_Window(_axes(layer), layer["kind"] == "Linear"))
            self.rows.append(_row(layer, shape, made, windows))
            shape = made

    def build(self, *, rng):
        """The network, as a `nn.Sequential` of layers with weights from `rng`; ValueError where there is a problem."""
        if self.problem:
            raise ValueError(f"this stack is no network yet: {self.problem}")
        layers, shape = [], self.input_shape
        for layer, row in zip(self.layers, self.rows, strict=True):
            options = {"rng": rng} if row.params else {}
            layers.append(getattr(nn, layer["kind"])(*_required(layer, shape).values(), **_optional(layer), **options))
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


def said(shape):
    """A shape in words, without the batch axis.

    >>> said((8, 24, 24)), said((1, 28, 28)), said((64,))
    ('8 maps of 24 x 24', '1 map of 28 x 28', '64 numbers')
    """
    name = f"{shape[0]:,} {'number' if len(shape) == 1 else 'map'}{'s' * (shape[0] > 1)}"
    return name if len(shape) == 1 else f"{name} of {shape[1]} x {shape[2]}"


def _input_shape(shape):
    if not isinstance(shape, (tuple, list)) or len(shape) != 3:
        raise ValueError(f"input_shape must be (channels, rows, columns), got {shape!r}")
    names, limits = ("channels", "rows", "columns"), (MOST_CHANNELS, MOST_PIXELS, MOST_PIXELS)
    for name, size, most in zip(names, shape, limits, strict=True):
        if as_int(f"the input's {name}", size, 1) > most:
            raise ValueError(f"the input's {name} may be at most {most}, got {size}")
    return tuple(int(size) for size in shape)


def _checked(place, layer):
    if not isinstance(layer, dict) or layer.get("kind") not in KINDS:
        raise ValueError(f"layer {place} must be a dict with a kind, one of {', '.join(KINDS)}, got {layer!r}")
    kind = layer["kind"]
    unknown = sorted(layer.keys() - KINDS[kind].keys() - {"kind"})
    if unknown:
        known = ", ".join(KINDS[kind]) or "no settings"
        raise ValueError(f"layer {place}, {kind}, knows {known}, but was given {', '.join(unknown)}")
    settings = {**KINDS[kind], **layer}
    if "Pool" in kind and "stride" not in layer:
        settings["stride"] = settings["kernel_size"]
    for name in KINDS[kind]:
        least, most = LIMITS[name]
        if as_int(f"{name} of layer {place}, {kind},", settings[name], least) > most:
            raise ValueError(f"{name} of layer {place}, {kind}, may be at most {most:,}, got {settings[name]:,}")
    return settings


def _output(layer, shape):
    """The output's shape; ValueError, as the end of a sentence, where the input does not fit."""
    kind, flat = layer["kind"], len(shape) == 1
    if kind == "ReLU":
        return shape
    if kind == "Flatten":
        return (prod(shape),)
    if kind == "Linear":
        if not flat:
            raise ValueError(f"it needs a flat list of numbers, and gets {said(shape)}: put Flatten before it")
        return (layer["out_features"],)
    if flat:
        raise ValueError(f"it needs maps with rows and columns, and gets {said(shape)}: put it before Flatten")
    sizes = [conv_output_size(n, layer["kernel_size"], layer["stride"], layer.get("padding", 0)) for n in shape[1:]]
    return layer.get("out_channels", shape[0]), *sizes


def _axes(layer):
    if "kernel_size" not in layer:
        return ()
    return (Axis(layer["kernel_size"], layer["stride"], layer.get("padding", 0), 1),) * 2


def _row(layer, shape, made, windows):
    params = macs = 0
    if layer["kind"] == "Conv2d":
        params = conv_params(shape[0], layer["out_channels"], layer["kernel_size"])
        macs = conv_macs(shape[0], layer["out_channels"], layer["kernel_size"], made[1:])
    elif layer["kind"] == "Linear":
        params, macs = dense_params(shape[0], made[0]), dense_macs(shape[0], made[0])
    stack = type("Stack", (), {"modules": lambda self: windows})
    size = receptive_field(stack())[-1].size
    sees = "all" if size is None else " x ".join(map(str, size))
    return Row(_call(layer, shape, bool(params)), made, params, macs, 4 * prod(made), sees, _note(layer, shape))


def _note(layer, shape):
    """What a learner may not have wanted: rows or columns that no window reads."""
    if "kernel_size" not in layer:
        return ""
    kernel, stride, padding = layer["kernel_size"], layer["stride"], layer.get("padding", 0)
    unread = [min(size, (size + 2 * padding - kernel) % stride - padding) for size in shape[1:]]
    gaps = f"Stride {stride} is larger than the window: cells between two windows are never read. "
    lost = [
        f"the last {f'{n} {name}s' if n > 1 else name}"
        for n, name in zip(unread, ("row", "column"), strict=True)
        if n > 0
    ]
    tail = f"No window reads {' and '.join(lost)}." if lost else ""
    return (gaps * (stride > kernel and max(shape[1:]) + 2 * padding >= kernel + stride) + tail).strip()


def _required(layer, shape):
    """The settings that its constructor takes by place."""
    if layer["kind"] == "Conv2d":
        return {"in": shape[0], "out": layer["out_channels"], "kernel_size": layer["kernel_size"]}
    if layer["kind"] == "Linear":
        return {"in": shape[0], "out": layer["out_features"]}
    return {"kernel_size": layer["kernel_size"]} if "kernel_size" in layer else {}


def _optional(layer):
    """The settings that its constructor takes by name, where they differ from what it would take itself."""
    usual = (
        {"stride": layer["kernel_size"] if "Pool" in layer["kind"] else 1, "padding": 0} if "stride" in layer else {}
    )
    return {name: layer[name] for name, value in usual.items() if layer.get(name, value) != value}


def _call(layer, shape, has_weights):
    options = [f"{name}={value}" for name, value in _optional(layer).items()] + ["rng=rng"] * has_weights
    return f"nn.{layer['kind']}({', '.join([*map(str, _required(layer, shape).values()), *options])})"
