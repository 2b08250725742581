"""ShapeExplorer: the size formula with its numbers filled in, and how often each cell of the input is read."""

from pathlib import Path

import traitlets

from cnnlab._arguments import as_int, check_most
from cnnlab.arithmetic import as_padding, conv_output_size
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.shape_explorer.walk import filled_formula, same_padding, walk
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
# The ends of the sliders; beyond them cells are too small to point at.
LIMITS = {"size": (1, 32), "kernel_size": (1, 9), "stride": (1, 5), "padding": (0, 6), "dilation": (1, 4)}


def _slider(name):
    low, high = LIMITS[name]
    return traitlets.Int(low, min=low, max=high).tag(sync=True)


class ShapeExplorer(Widget):
    """Move input size, kernel, stride, padding and dilation; see the output size come about, and what is read.

    All numbers are whole and hold for rows and columns alike: size 1 to 32, kernel_size 1 to 9, stride 1 to 5,
    padding 0 to 6 on every side (or "valid" or "same"), dilation 1 to 4.
    Raises ValueError or TypeError for numbers outside; settings that do not fit one another are a sentence in the
    widget.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    size = _slider("size")
    kernel_size = _slider("kernel_size")
    stride = _slider("stride")
    padding = _slider("padding")
    dilation = _slider("dilation")
    limits = traitlets.Dict().tag(sync=True)

    def __init__(self, size=6, kernel_size=3, *, stride=1, padding=0, dilation=1):
        chosen = {"size": size, "kernel_size": kernel_size, "stride": stride, "dilation": dilation}
        chosen = {name: _within(name, value) for name, value in chosen.items()}
        if isinstance(padding, str):
            padding = _padding_called(padding, chosen["kernel_size"], chosen["stride"], chosen["dilation"])
        super().__init__(**chosen, padding=_within("padding", padding), limits=LIMITS)

    @property
    def walk(self):
        """What every output reads and who reads every cell; empty where the settings do not fit one another."""
        try:
            return walk(*self._settings())
        except ValueError:
            return {}

    def _settings(self):
        return [getattr(self, name) for name in LIMITS]

    @traitlets.observe(*LIMITS)
    def _say_what_does_not_fit(self, change):
        try:
            conv_output_size(*self._settings())
            self.message = ""
        except ValueError as error:
            self.say(error)

    def __repr__(self):
        settings = ", ".join(f"{name}={getattr(self, name)}" for name in LIMITS)
        filled = filled_formula(*self._settings())
        return f"ShapeExplorer({settings}): {filled}" + (f" ({self.message})" if self.message else "")


def _within(name, value):
    """`value` as an int between the ends of its slider."""
    low, high = LIMITS[name]
    value = as_int(name, value, low)
    check_most(name, value, high)
    return value


def _padding_called(word, kernel, stride, dilation):
    """The number that "valid" or "same" stands for."""
    as_padding(word, (kernel, kernel), (1, 1))  # refuses any other word
    return 0 if word == "valid" else same_padding(kernel, stride, dilation, most=LIMITS["padding"][1])
