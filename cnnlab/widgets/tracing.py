"""A trained net as data: what each layer is called and does, all its numbers for one image, and a filter left out."""

import base64
import copy
from math import prod

import numpy as np

from cnnlab import functional as F
from cnnlab import nn

MOST_NUMBERS = 45_000  # weights and activations together: what a page can show
MOST_MAPS = 32
# The kind and the name of each layer: those that slide a window, and the others.
SLIDING = {nn.Conv2d: ("conv", "conv"), nn.MaxPool2d: ("max", "max-pool"), nn.AvgPool2d: ("mean", "mean-pool")}
PLAIN = {nn.ReLU: ("relu", "ReLU"), nn.Flatten: ("flatten", "flatten"), nn.Linear: ("dense", "dense")}


class Tracing:
    """A model of Conv2d, MaxPool2d, AvgPool2d, ReLU, Flatten and Linear that ends in scores, as it is now.

    shape: one image's (1, H, W). Dropout is left out, for it does nothing once a net is trained. `layers` describes
    the input, each layer and the softmax, as plain dicts; `weights` is all weights and biases in a row, float32.
    Raises TypeError for a model or a layer of another kind, ValueError if the shapes do not fit or if weights and
    activations are more than `most` numbers.
    """

    def __init__(self, model, shape, most=MOST_NUMBERS):
        self._modules = _modules_of(model)
        self.layers = [_entry("input", "input", shape)]
        parameters = []
        for index, layer in enumerate(self._modules):
            entry = _describe(index, layer, tuple(self.layers[-1]["shape"]))
            for name in ("weight", "bias"):
                parameter = getattr(layer, name, None)
                if parameter is not None:
                    entry[name] = sum(map(len, parameters))
                    parameters.append(_single(f"layer {index} ({layer!r}) has weights", parameter.data).ravel())
            self.layers.append(entry)
        self.layers.append(_shares_of(self.layers[-1]["shape"]))
        self.weights = np.concatenate(parameters)
        numbers = len(self.weights) + sum(prod(entry["shape"]) for entry in self.layers)
        if numbers > most:
            raise ValueError(f"model has {numbers:,} weights and activations, more than {most:,}: use a smaller one")

    def filters(self, layer):
        """How many filters a layer has that can be switched off: the maps of a convolution, none of any other layer."""
        entry = self.layers[layer] if 0 <= layer < len(self.layers) else None
        return entry["shape"][0] if entry and entry["kind"] == "conv" else 0

    def numbers(self, image, off=()):
        """Every number of the net for an image (H, W): a list of arrays, the pixels first and the softmax last.

        off: (layer, filter) pairs; such a filter's map is 0 everywhere. Raises ValueError where a number is not finite.
        """
        dtype = next((layer.weight.data.dtype for layer in self._modules if hasattr(layer, "weight")), np.float32)
        x = np.asarray(image, dtype)[None, None]
        found = [x]
        for index, layer in enumerate(self._modules, 1):
            with np.errstate(all="ignore"):
                x = layer(x)
            _single(f"layer {index} ({layer!r}) makes numbers of this image", x)
            silent = [channel for where, channel in off if where == index]
            if silent:
                x = x.copy()
                x[:, silent] = 0
            found.append(x)
        return [array[0] for array in (*found, F.softmax(x))]


def pack(arrays, dtype="<f4"):
    """Arrays one after another as base64 text, which the browser reads without rounding.

    >>> pack([np.array([1.0])])
    'AACAPw=='
    """
    return base64.b64encode(b"".join(np.asarray(array).astype(dtype).tobytes() for array in arrays)).decode()


def pack_pixels(images):
    """Float32 pixels from 0 to 1 for the browser: a byte for each where that loses nothing, as for MNIST's digits."""
    shades = np.rint(images * 255).astype(np.uint8)
    if np.array_equal(shades / np.float32(255), images):
        return {"bits": 8, "data": pack([shades], "u1")}
    return {"bits": 32, "data": pack([images])}


def _single(what, numbers):
    """`numbers` as float32, in which they travel; ValueError for those that are not finite."""
    with np.errstate(over="ignore"):
        numbers = np.asarray(numbers, np.float32)
    if not np.isfinite(numbers).all():
        raise ValueError(f"{what} that are NaN, infinity or too large: train again, with a smaller learning rate")
    return numbers


def _modules_of(model):
    """The layers of a copy of the model, in their order, without what does nothing here."""
    if not isinstance(model, nn.Sequential):
        raise TypeError(f"model must be a cnnlab.nn.Sequential, got {type(model).__name__}")
    own = [layer for layer in copy.deepcopy(model).modules() if not isinstance(layer, (nn.Sequential, nn.Dropout))]
    if not own:
        raise ValueError("model has no layers")
    return own


def _shares_of(scores):
    """The entry of the softmax over an output of shape `scores`."""
    if len(scores) != 1 or scores[0] < 2:
        raise ValueError(f"model must end with a score for each of at least 2 classes, not with shape {tuple(scores)}")
    return _entry("softmax", "softmax", scores)


def _entry(kind, name, shape, **more):
    if len(shape) == 3:
        maps, rows, columns = shape
        words = f"{rows} x {columns}" if kind == "input" else f"{maps} map{'s' * (maps > 1)}, {rows} x {columns}"
    else:
        words = f"{shape[0]} numbers"
    return {"kind": kind, "name": name, "shape": list(shape), "words": words, "window": [], **more}


def _describe(index, layer, shape):
    """The entry of a layer whose input has `shape`."""
    if type(layer) is nn.Flatten and len(shape) == 1:
        raise ValueError(f"layer {index} ({layer!r}) follows an output of shape {shape}, which is flat: leave it out")
    if type(layer) not in PLAIN | SLIDING:
        known = ", ".join(kind.__name__ for kind in (*SLIDING, *PLAIN))
        raise TypeError(f"layer {index} is {layer!r}: only {known} can be drawn")
    try:
        out = layer.output_shape(shape)
    except ValueError as error:
        raise ValueError(f"layer {index} ({layer!r}) cannot follow an output of shape {shape}: {error}") from None
    if len(out) == 3 and out[0] > MOST_MAPS:
        raise ValueError(f"layer {index} ({layer!r}) makes {out[0]} maps, more than the {MOST_MAPS} that can be drawn")
    if type(layer) in PLAIN:
        return _entry(*PLAIN[type(layer)], out)
    if type(layer) is nn.AvgPool2d and layer.ceil_mode:
        raise ValueError(f"layer {index} ({layer!r}) takes means that stick out of its input, which cannot be drawn")
    kind, name = SLIDING[type(layer)]
    size = "x".join(str(axis.kernel) for axis in layer.window)
    counted = getattr(layer, "count_include_pad", True)
    return _entry(kind, f"{name} {size}", out, counted=counted) | {"window": [list(axis) for axis in layer.window]}
