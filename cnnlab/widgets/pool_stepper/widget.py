"""PoolStepper: a pooling window strides over an array, and the cell that wins is marked."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_pair
from cnnlab.arithmetic import as_pool_padding, pool_window
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.pool_stepper.walk import backward_walk, forward_walk
from cnnlab.widgets.stepper import (
    Setting,
    SteppingWidget,
    check_settings,
    check_size,
    check_window,
    menu,
    number,
    numbers,
    toggle,
)

HERE = Path(__file__).parent
FORWARD, BACKWARD = bundle(HERE / "forward.js"), bundle(HERE / "backward.js")

CONTROLS = [
    *(number("kernel_size", 1), number("stride", 1), number("padding", 0)),
    *menu("mode", "take the", {"max": "largest", "avg": "mean"}),
    toggle("predict", "Predict first"),
]


class PoolStepper(SteppingWidget):
    """Watch a pooling window stride over `image`, every channel on its own; play it, step it, edit any number.

    image: (H, W) or (C, H, W), up to 64 x 64. kernel_size, stride: an int or a (row, column) pair, up to 64; stride
    defaults to kernel_size. padding: up to 16 on each side. mode: "max" or "avg". predict=True halts before every cell
    until its number is found, or is asked for after two wrong ones. direction="backward" shows where each number of
    grad_out, (H', W') or (C, H', W') and 1 where it is not given, goes: to the cell that won, or in shares to all.
    name: the predictions of a student's copy are kept by it, in cnnlab_answers.json.
    Raises ValueError or TypeError for anything else; settings that do not fit one another are a sentence in the widget.
    """

    _esm = FORWARD

    kernel_size = Setting().tag(sync=True)
    mode = traitlets.Unicode("max").tag(sync=True)

    def __init__(
        self, image, kernel_size=2, *,
        stride=None, padding=0, mode="max", direction="forward", predict=False, grad_out=None,
        name=None,
    ):  # fmt: skip
        image, kernel = numbers("image", image, 3), as_pair("kernel_size", kernel_size, 1)
        check_size(image)
        stride = kernel if stride is None else as_pair("stride", stride, 1)
        sides = as_pool_padding(padding, kernel, stride)
        check_settings(kernel_size=kernel, stride=stride, padding=sides)
        _check_mode(mode)
        self._esm = BACKWARD if direction == "backward" else FORWARD
        super().__init__(
            image=image.tolist(),
            kernel_size=list(kernel),
            stride=list(stride),
            padding=[list(side) for side in sides],
            mode=mode,
            predict=predict,
            name=name,
            controls=CONTROLS,
        )
        self.begin(["image", "kernel_size", "stride", "padding", "mode"], direction, grad_out)

    def _parts(self):
        """The image, and how the window moves."""
        image = numbers("image", self.image, 3)
        check_size(image)
        _check_mode(self.mode)
        window = pool_window(image.shape[1:], self.kernel_size, self.stride, self.padding)
        check_window(window)
        return image, window

    def _output(self):
        image, window = self._parts()
        if self.direction == "backward":
            self.gradient((len(image), *window.output))
        return window.output

    def _walk(self):
        image, window = self._parts()
        if self.direction == "backward":
            return backward_walk(image, window, self.mode, self.gradient((len(image), *window.output)))
        return forward_walk(image, window, self.mode, self.predict)

    def __repr__(self):
        what = f"image {np.shape(self.image)}, {self.mode} of {tuple(self.kernel_size)}"
        if self.direction == "backward":
            return f"PoolStepper({what}, backward): run this cell to watch the gradients go back"
        return f"PoolStepper({what}): run this cell to watch the window stride"


def _check_mode(mode):
    if mode not in ("max", "avg"):
        raise ValueError(f'mode must be "max" or "avg", got {mode!r}')
