"""What all steppers share on the Python side: an image, settings that fit one another or say why, and their walk."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import worded
from cnnlab.widgets.stepper.predicting import Predicting
from cnnlab.widgets.stepper.walk import numbers
from cnnlab.widgets.widget import style_text

DIRECTIONS = ("forward", "backward")
LARGEST = 10**9  # of what is written as a whole number: no setting is nearly as large


class Numbers(traitlets.List):
    """Numbers that are set in any form which `read(name, values)` takes, and kept in the one form that the page reads.

    What `read` refuses stays as it is: the widget says why.
    """

    def __init__(self, read):
        """`read(name, values)` gives an array, or raises ValueError or TypeError."""
        super().__init__()
        self.read = read

    def validate(self, widget, values):
        """The numbers in the form of the page, or what was given."""
        with suppress(ValueError, TypeError):
            values = self.read(self.name, values).tolist()
        return super().validate(widget, values)


class Setting(traitlets.Any):
    """A number or a pair of them, or whatever else a cell sets; 2.0 is kept as 2, for the page knows no difference."""

    def validate(self, widget, value):
        """The value in the form of the page."""
        return _whole(value)

    def set(self, widget, value):
        """Set it; where True takes the place of 1, which are equal, that is a change all the same: one is refused."""
        earlier = widget._trait_values.get(self.name)
        super().set(widget, value)
        now = widget._trait_values[self.name]
        if now is not earlier and repr(now) != repr(earlier) and _are_equal(now, earlier):
            widget.notify_change(traitlets.Bunch(name=self.name, old=earlier, new=now, owner=widget, type="change"))


def _whole(value):
    if isinstance(value, list | tuple):
        return type(value)(map(_whole, value))
    return int(value) if isinstance(value, float) and abs(value) <= LARGEST and value.is_integer() else value


def _are_equal(one, other):
    try:
        return bool(one == other)
    except ValueError:  # arrays, which traitlets takes for a change
        return False


def deep(axes):
    """A trait of numbers in lists this deep; missing leading axes are added."""
    return Numbers(lambda name, values: numbers(name, values, axes)).tag(sync=True)


class SteppingWidget(Predicting):
    """A window that strides over `image`. The page computes every number of the walk by itself, as `walk` does here."""

    _css = style_text(Path(__file__).parent / "style.css")

    image = deep(3)
    stride = Setting().tag(sync=True)
    padding = Setting().tag(sync=True)
    direction = traitlets.Unicode("forward", read_only=True).tag(sync=True)
    grad_out = deep(3)
    controls = traitlets.List().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)

    def begin(self, settings, direction, grad_out):
        """See to it that the settings fit one another now, and whenever one of them changes."""
        if direction not in DIRECTIONS:
            raise ValueError(f'direction must be "forward" or "backward", got {direction!r}')
        self.set_trait("direction", direction)
        self.grad_out = [] if grad_out is None else numbers("grad_out", grad_out, 3).tolist()
        self.observe(lambda change: self._check(), [*settings, "grad_out"])
        self._check()
        if direction == "backward" and self.grad_out and not self.message:
            needed, given = self._output(), np.shape(self.grad_out)[1:]
            if given != needed:
                raise ValueError(f"grad_out must have the output's rows and columns, {needed}, got {given}")

    @property
    def walk(self):
        """Every number of the walk, as plain values; empty where `message` says why there is none."""
        try:
            return self._walk()
        except (ValueError, TypeError):
            return {}

    def gradient(self, shape):
        """`grad_out` on an output (C, H', W'), and 1 where it gives no number: as if the loss were the outputs' sum."""
        grad = np.ones(shape)
        if self.grad_out:
            given = numbers("grad_out", self.grad_out, 3)[:, : shape[1], : shape[2]]
            if len(given) not in (1, len(grad)):
                raise ValueError(worded("gradient", channels=len(grad), given=len(given)))
            grad[:, : given.shape[1], : given.shape[2]] = given
        return grad

    @traitlets.validate("step")
    def _step_of_the_walk(self, proposal):
        try:
            rows, columns = self._output()
        except (ValueError, TypeError):
            rows = columns = 1
        return max(0, min(proposal.value, rows * columns - 1))

    def _check(self):
        """Say what of the settings does not fit, if anything does not."""
        with self.hold_sync():
            try:
                self._output()
                self.message = ""
            except (ValueError, TypeError) as error:
                self.say(error)
            self.step = self.step  # a shorter walk ends earlier

    def _output(self):
        """The rows and columns of positions; ValueError or TypeError where the settings do not fit one another."""
        raise NotImplementedError

    def _walk(self):
        """The walk as plain values; raises what `_output` does."""
        raise NotImplementedError
