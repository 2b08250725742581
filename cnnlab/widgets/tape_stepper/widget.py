"""TapeStepper: a kernel slides along a drawn signal like a tape, and its output is drawn under it, step by step."""

from math import comb
from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_number
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.stepper import Numbers, Setting, SteppingWidget, menu, number, toggle
from cnnlab.widgets.tape_stepper.walk import LONGEST, samples, tape_walk, window_of

HERE = Path(__file__).parent
SETTINGS = ["signal", "kernel", "bias", "stride", "padding", "dilation", "flip"]
MOST_WEIGHTS = 32  # beyond, a weight is too narrow to point at


class TapeStepper(SteppingWidget):
    """Watch `kernel` slide along `signal` like a tape; play it, step it, draw another signal, change any setting.

    signal: (L,), up to 256 samples of one channel. kernel: (k,), up to 32 weights. bias: a number.
    stride, dilation: ints up to 256; padding: an int or a (before, after) pair, up to 64 on each side, "valid" or
    "same". predict=True halts before every output, and shows its products once its number is found, or is
    asked for after two wrong ones. name: the predictions of a student's copy are kept by it, in cnnlab_answers.json.
    Raises ValueError or TypeError for anything else; settings that do not fit one another are a sentence in the widget.
    """

    _esm = bundle(HERE / "view.js")

    signal = Numbers(lambda name, values: samples(name, values, LONGEST)).tag(sync=True)
    kernel = Numbers(lambda name, values: samples(name, values, MOST_WEIGHTS)).tag(sync=True)
    bias = traitlets.Float(0.0).tag(sync=True)
    dilation = Setting().tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    preset = traitlets.Unicode("").tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)  # kernels by name

    def __init__(self, signal, kernel, *, bias=0.0, stride=1, padding=0, dilation=1, predict=False, name=None):
        signal, kernel = samples("signal", signal, LONGEST), samples("kernel", kernel, MOST_WEIGHTS)
        window = window_of(signal, kernel, stride, padding, dilation)
        super().__init__(
            signal=signal.tolist(),
            kernel=kernel.tolist(),
            bias=as_number("bias", bias, -np.inf),
            stride=window.stride[1],
            padding=_sides(window),
            dilation=window.dilation[1],
            predict=predict,
            name=name,
            controls=_controls(len(kernel)),
            presets=_presets(len(kernel)),
        )
        self.begin(SETTINGS, "forward", None)

    @traitlets.validate("padding")
    def _padding_in_numbers(self, proposal):
        """ "same" and "valid" as what they mean for the other settings as they are now."""
        padding = proposal.value
        if not isinstance(padding, str):
            return padding
        try:
            signal, kernel = samples("signal", self.signal, LONGEST), samples("kernel", self.kernel, MOST_WEIGHTS)
            return _sides(window_of(signal, kernel, self.stride, padding, self.dilation))
        except (ValueError, TypeError):
            return padding  # the widget says why

    def _parts(self):
        """The signal, the kernel as it meets the signal, the bias, and how the kernel moves."""
        signal, kernel = samples("signal", self.signal, LONGEST), samples("kernel", self.kernel, MOST_WEIGHTS)
        window = window_of(signal, kernel, self.stride, self.padding, self.dilation)
        return signal, kernel[::-1] if self.flip else kernel, as_number("bias", self.bias, -np.inf), window

    def _output(self):
        *_, window = self._parts()
        return window.output

    def _walk(self):
        return tape_walk(*self._parts(), self.predict)

    @traitlets.observe("preset")
    def _take_preset(self, change):
        if change.new in self.presets and change.new != self._preset_now():
            self.kernel = self.presets[change.new]

    @traitlets.observe("kernel")
    def _name_preset(self, change):
        self.preset = self._preset_now()

    def _preset_now(self):
        """The name of the preset that the kernel equals, or an empty text."""
        return next((name for name, preset in self.presets.items() if preset == self.kernel), "")

    def __repr__(self):
        shapes = f"signal of {len(self.signal)} samples, kernel of {len(self.kernel)} weights"
        return f"TapeStepper({shapes}): run this cell to watch the kernel slide"


def _sides(window):
    """The padding on both sides, or [before, after] where they differ."""
    before, after = window.padding[1]
    return before if before == after else [before, after]


def _controls(weights):
    """What the learner may set, for a kernel of this many weights."""
    presets = {"": "your own", **{name: name for name in _presets(weights)}}
    always = [number("stride", 1, LONGEST), number("padding", 0, LONGEST), number("dilation", 1, LONGEST)]
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
