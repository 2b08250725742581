"""What all steppers share on the Python side: an image, settings, and a walk that is computed anew when they change."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab.widgets.stepper.walk import numbers
from cnnlab.widgets.widget import Widget, style_text

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
        with self.hold_sync():
            try:
                self.walk, self.message = self._walk(), ""
            except (ValueError, TypeError) as error:
                self.walk = {}
                self.say(error)
            self.step = self.step  # a shorter walk ends earlier

    def _walk(self):
        """The walk as JSON values; ValueError or TypeError where the settings do not fit one another."""
        raise NotImplementedError
