"""TapeStepper: a kernel slides along a drawn signal like a tape, and its output is drawn under it, step by step."""

from math import comb
from pathlib import Path

import numpy as np
import traitlets

from cnnlab import functional as F
from cnnlab import trace
from cnnlab._arguments import as_int, as_number, as_numbers, as_pair
from cnnlab.arithmetic import window_over
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.conv_stepper import MISCONCEPTIONS
from cnnlab.widgets.stepper import SteppingWidget, lists, menu, number, settings, toggle

HERE = Path(__file__).parent
SETTINGS = ["signal", "kernel", "bias", "stride", "padding", "dilation", "flip"]
LONGEST = 256  # samples: beyond, a sample is too narrow to point at
MOST_WEIGHTS = 32  # beyond, a weight is too narrow to point at
HINTS = {name: MISCONCEPTIONS[name] for name in ("flipped", "unbiased", "mean")} | {
    "unstrided": "That is the sum at another place: the window moves by the stride at each step. (M7)"
}


class TapeStepper(SteppingWidget):
    """Watch `kernel` slide along `signal` like a tape; play it, step it, draw another signal, change any setting.

    signal: (L,), up to 256 samples of one channel. kernel: (k,), up to 32 weights. bias: a number.
    stride, dilation: ints; padding: an int, a (before, after) pair, "valid" or "same". predict=True halts before every
    output until a number is committed. Raises ValueError or TypeError for anything else; settings that do not fit one
    another are a sentence in the widget.
    """

    _esm = bundle(HERE / "view.js")

    signal = traitlets.List().tag(sync=True)
    kernel = traitlets.List().tag(sync=True)
    bias = traitlets.Float(0.0).tag(sync=True)
    dilation = traitlets.Any().tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    preset = traitlets.Unicode("").tag(sync=True)

    def __init__(self, signal, kernel, *, bias=0.0, stride=1, padding=0, dilation=1, predict=False):
        signal, kernel = _numbers("signal", signal, LONGEST), _numbers("kernel", kernel, MOST_WEIGHTS)
        window = _window(signal, kernel, stride, padding, dilation)
        before, after = window.padding[1]
        super().__init__(
            signal=signal.tolist(),
            kernel=kernel.tolist(),
            bias=as_number("bias", bias, -np.inf),
            stride=window.stride[1],
            padding=before if before == after else [before, after],
            dilation=window.dilation[1],
            predict=predict,
            controls=_controls(len(kernel)),
        )
        self.begin(SETTINGS, "forward", None)

    def _walk(self):
        signal, kernel = _numbers("signal", self.signal, LONGEST), _numbers("kernel", self.kernel, MOST_WEIGHTS)
        window, bias = _window(signal, kernel, self.stride, self.padding, self.dilation), self.bias
        as_number("bias", bias, -np.inf)
        weight, image = kernel[::-1] if self.flip else kernel, signal[None, None]
        steps = trace.conv_steps(image, weight[None, None], bias, *window[1:4])
        out = _outputs(signal, weight, window, bias)
        wrong = _wrong_outputs(signal, weight, window, bias) if self.predict else {}
        words = {
            "works": [_work(step, weight, bias) for step in steps],
            "about": _about(len(weight), len(signal), window),
        }
        maps = {"image": image, "weight": weight, "out": out[None], **_look(signal, weight, out, steps)}
        return {**settings(image, window), **lists(maps), **words, "wrong": lists(wrong), "hints": HINTS}

    @traitlets.observe("preset")
    def _take_preset(self, change):
        options = _presets(len(self.kernel))
        if change.new in options and change.new != self._preset_now():
            self.kernel = options[change.new]

    @traitlets.observe("kernel")
    def _name_preset(self, change):
        self.preset = self._preset_now()

    def _preset_now(self):
        """The name of the preset that the kernel equals, or an empty text."""
        return next((name for name, preset in _presets(len(self.kernel)).items() if preset == self.kernel), "")

    def __repr__(self):
        shapes = f"signal of {len(self.signal)} samples, kernel of {len(self.kernel)} weights"
        return f"TapeStepper({shapes}): run this cell to watch the kernel slide"


def _controls(weights):
    """What the learner may set, for a kernel of this many weights."""
    presets = {"": "your own", **{name: name for name in _presets(weights)}}
    always = [number("stride", 1), number("padding", 0), number("dilation", 1)]
    return [
        *always,
        toggle("flip", "Flip kernel"),
        toggle("predict", "Predict first"),
        *menu("preset", "kernel", presets),
    ]


def _presets(weights):
    """Kernels of this many weights with a known effect on a signal, by name; cross-correlation, as everywhere."""
    middle, ends = weights // 2, {0: -1.0, weights - 1: 1.0}
    kernels = {"mean": [round(1 / max(1, weights), 4)] * weights}
    if weights > 1:
        kernels["difference"] = [ends.get(k, 0.0) for k in range(weights)]
    if weights > 2 and weights % 2:
        kernels["smooth"] = [round(comb(weights - 1, k) / 2 ** (weights - 1), 4) for k in range(weights)]
        kernels["identity"] = [float(k == middle) for k in range(weights)]
        kernels["peak"] = [2.0 if k == middle else -abs(ends.get(k, 0.0)) for k in range(weights)]
    return kernels


def _numbers(name, values, most):
    """`values` as 1 to `most` finite float64 numbers."""
    array = as_numbers(name, values, "a list of numbers")
    if array.ndim != 1 or not 1 <= array.size <= most:
        raise ValueError(f"{name} must be one list of 1 to {most} numbers, got shape {array.shape}")
    return array


def _window(signal, kernel, stride, padding, dilation):
    """How the kernel moves, over a signal that is an image one row high."""
    if not isinstance(padding, str):
        padding = (0, 0), as_pair("padding", padding, 0, ("before", "after"))
    stride, dilation = (1, as_int("stride", stride, 1)), (1, as_int("dilation", dilation, 1))
    window = window_over(signal[None, None, None], (1, len(kernel)), stride, padding, dilation)
    if len(signal) + sum(window.padding[1]) > 2 * LONGEST:
        raise ValueError(f"a padded signal may have up to {2 * LONGEST} samples, got padding {window.padding[1]}")
    return window


def _outputs(signal, weight, window, bias):
    """What `functional.conv1d` computes, as one list of numbers."""
    apart = window.stride[1], window.padding[1], window.dilation[1]
    return F.conv1d(signal[None, None], weight[None, None], np.array([bias]), *apart)[0, 0] + 0.0


def _wrong_outputs(signal, weight, window, bias):
    """The answers that common misconceptions lead to, by the name of the misconception; each (1, L')."""
    total, every = _outputs(signal, weight, window, 0.0), window._replace(stride=(1, 1))
    wrong = {"flipped": _outputs(signal, weight[::-1], window, bias), "unbiased": total}
    wrong |= {"mean": total / weight.size + bias, "unstrided": _outputs(signal, weight, every, bias)[: len(total)]}
    return {name: values[None] for name, values in wrong.items()}


def _look(signal, weight, out, steps):
    """The reach of both plots, the grain of a drawn sample, and the most characters that a number needs."""
    reach = np.array([_reach(signal), _reach(out)])
    grain = 10.0 ** np.floor(np.log10(np.ptp(reach[0]) / 15))
    if np.ptp(reach[0]) >= 4 and not np.any(signal % 1):
        grain = np.maximum(grain, 1)  # whole numbers stay whole
    numbers = np.concatenate([signal, weight, out, *(step.products.ravel() for step in steps)])
    return {"reach": reach, "grain": grain, "widest": np.max([len(_show(value, 3)) for value in np.unique(numbers)])}


def _reach(values):
    """From where to where a plot goes: zero is in it, and there is room to draw beyond the numbers."""
    low, high = min(0.0, values.min()), max(0.0, values.max())
    room = 0.2 * (high - low) or 1.0
    return low - room, high + room


def _show(value, digits=4):
    """A number as a learner would write it, and as the browser's `show` does."""
    return f"{float(f'{value:.{digits}g}'):.9g}"


def _factor(value):
    return f"({_show(value)})" if value < 0 else _show(value)


def _work(step, weight, bias):
    """The arithmetic of a step: every product, or how many they are."""
    tail = f" + {_factor(bias)}" if bias else ""
    if len(weight) > 9:
        return f"the sum of {len(weight)} products{tail}"
    return " + ".join(f"{_factor(x)}·{_factor(w)}" for x, w in zip(step.patch.ravel(), weight, strict=True)) + tail


def _about(weights, samples, window):
    """What holds for every step: how many positions there are, and what no window reads."""
    (count, stride, (before, after)) = window.output[1], window.stride[1], window.padding[1]
    unread = before + samples + after - stride * (count - 1) - window.dilation[1] * (weights - 1) - 1
    left, what = (unread, "padding zero") if unread <= after else (unread - after, "sample")
    dropped = f" No window reads the last {what}." if left == 1 else f" No window reads the last {left} {what}s."
    fit = f"The {weights} weights fit at {count} positions of {samples} samples, stride {stride}."
    return f"{fit} Each output stands under the middle of its window.{dropped if left else ''}"
