"""What all steppers share on the Python side: an image, settings, and a walk that is computed anew when they change."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_numbers
from cnnlab.widgets.widget import Widget, style_text

LARGEST = 64  # rows or columns: beyond, a cell is too small to point at
DIRECTIONS = ("forward", "backward")


class SteppingWidget(Widget):
    """A window that strides over `image`; `walk` holds every number of it, and is empty where `message` says why."""

    _css = style_text(Path(__file__).parent / "style.css")

    image = traitlets.List().tag(sync=True)
    stride = traitlets.Any().tag(sync=True)
    padding = traitlets.Any().tag(sync=True)
    direction = traitlets.Unicode("forward", read_only=True).tag(sync=True)
    grad_out = traitlets.List().tag(sync=True)
    predict = traitlets.Bool(False).tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    walk = traitlets.Dict().tag(sync=True)

    def begin(self, settings, direction, grad_out):
        """Compute the walk now, and whenever one of the named settings changes."""
        if direction not in DIRECTIONS:
            raise ValueError(f'direction must be "forward" or "backward", got {direction!r}')
        self.set_trait("direction", direction)
        self.grad_out = [] if grad_out is None else numbers("grad_out", grad_out, 3).tolist()
        self.observe(lambda change: self._compute(), [*settings, "grad_out", "predict"])
        self._compute()
        if direction == "backward" and self.grad_out and self.walk:
            needed, given = np.shape(self.walk["out"])[-2:], np.shape(self.grad_out)[1:]
            if given != needed:
                raise ValueError(f"grad_out must have the output's rows and columns, {needed}, got {given}")

    def gradient(self, shape):
        """`grad_out` on an output (C, H', W'), and 1 where it gives no number: as if the loss were the outputs' sum."""
        grad = np.ones(shape)
        if self.grad_out:
            given = numbers("grad_out", self.grad_out, 3)[:, : shape[1], : shape[2]]
            if len(given) not in (1, len(grad)):
                raise ValueError(f"grad_out must have one channel or {len(grad)}, got {len(given)}")
            grad[:, : given.shape[1], : given.shape[2]] = given
        return grad

    @traitlets.validate("step")
    def _step_of_the_walk(self, proposal):
        rows, columns = np.shape(self.walk.get("out", [[0]]))[-2:]
        return max(0, min(proposal.value, rows * columns - 1))

    def _compute(self):
        """Walk anew with the settings as they are; where they do not fit, say so and show no walk."""
        try:
            walk, message = self._walk(), ""
        except (ValueError, TypeError) as error:
            walk, message = {}, f"{str(error)[:1].upper()}{str(error)[1:]}."
        with self.hold_sync():
            self.walk, self.message = walk, message
            self.step = self.step  # a shorter walk ends earlier

    def _walk(self):
        """The walk as JSON values; ValueError or TypeError where the settings do not fit one another."""
        raise NotImplementedError


def check_size(image):
    """Refuse an image of more rows or columns than a reader can point at."""
    if max(image.shape[1:]) > LARGEST:
        raise ValueError(f"image may have up to {LARGEST} rows and columns, got shape {image.shape}")


def number(name, least):
    """A control for a whole number, or for a pair that is the same twice."""
    return {"name": name, "label": name.replace("_", " "), "least": least}


def toggle(name, label):
    """A control for a setting that is on or off."""
    return {"name": name, "label": label}


def menu(name, label, options):
    """A control for one of some values: options maps each to what the reader sees; no menu without a choice."""
    return [{"name": name, "label": label, "options": list(options.items())}] if len(options) > 1 else []


def counted(name, count):
    """A menu of the numbers of `count` things; like rows and columns they count from 0."""
    return menu(name, f"{name} (of {count})", {index: str(index) for index in range(count)})


def settings(image, window):
    """What every walk says of its window, and how many rows and columns at the far ends no window reaches."""
    unread = [
        size + before + after - (stride * (count - 1) + dilation * (kernel - 1) + 1)
        for size, kernel, stride, (before, after), dilation, count in zip(image.shape[1:], *window, strict=True)
    ]
    return {"stride": window.stride, "padding": window.padding, "dilation": window.dilation, "unread": unread}


def lists(maps):
    """Named arrays as JSON values."""
    return {name: grid.tolist() for name, grid in maps.items()}


def numbers(name, values, ndim):
    """`values` as a finite float64 array of `ndim` axes; missing leading axes are added."""
    array = as_numbers(name, values)
    if not 2 <= array.ndim <= ndim or array.size == 0:
        raise ValueError(f"{name} must have 2 to {ndim} axes with numbers in them, got shape {array.shape}")
    return array.reshape((1,) * (ndim - array.ndim) + array.shape)
