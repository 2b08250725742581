"""PoolStepper: a pooling window strides over an array, and the cell that wins is marked."""

import numpy as np
import traitlets

from cnnlab._checks import as_pair
from cnnlab.arithmetic import as_pool_padding
from cnnlab.trace import pool_steps
from cnnlab.widgets._base import module_text
from cnnlab.widgets._stepping import SteppingWidget, check_size, numbers, unread


class PoolStepper(SteppingWidget):
    """Watch a pooling window stride over `image`, every channel on its own; play it, step it, edit any number.

    image: (H, W) or (C, H, W), up to 64 x 64. kernel_size, stride: an int or a (row, column) pair; stride defaults to
    kernel_size. mode: "max" or "avg". Raises ValueError or TypeError for anything else; settings that do not fit one
    another are a sentence in the widget.
    """

    _esm = module_text("_stepper.js", "pool_stepper.js")

    kernel_size = traitlets.Any().tag(sync=True)
    mode = traitlets.Unicode("max").tag(sync=True)

    def __init__(self, image, kernel_size=2, *, stride=None, padding=0, mode="max"):
        image, kernel = numbers("image", image, 3), as_pair("kernel_size", kernel_size, 1)
        check_size(image)
        stride = kernel if stride is None else as_pair("stride", stride, 1)
        if mode not in ("max", "avg"):
            raise ValueError(f'mode must be "max" or "avg", got {mode!r}')
        sides = [list(side) for side in as_pool_padding(padding, kernel, stride)]
        super().__init__(image=image.tolist(), kernel_size=list(kernel), stride=list(stride), padding=sides, mode=mode)
        self.begin(["image", "kernel_size", "stride", "padding", "mode"])

    def _walk(self):
        image = numbers("image", self.image, 3)
        check_size(image)
        kernel, stride = as_pair("kernel_size", self.kernel_size, 1), as_pair("stride", self.stride, 1)
        padding = as_pool_padding(self.padding, kernel, stride)
        steps = [pool_steps(channel, kernel, stride, padding, self.mode) for channel in image]
        shape = steps[0][-1].row + 1, steps[0][-1].col + 1
        return {
            "out": [np.reshape([step.value for step in channel], shape).tolist() for channel in steps],
            "winners": [[step.winner for step in channel] for channel in steps],
            "kernel": kernel,
            "stride": stride,
            "padding": padding,
            "dilation": (1, 1),
            "unread": unread(image.shape[1:], kernel, stride, padding, (1, 1), shape),
        }

    def __repr__(self):
        what = f"image {np.shape(self.image)}, {self.mode} of {tuple(self.kernel_size)}"
        return f"PoolStepper({what}): run this cell to watch the window stride"
