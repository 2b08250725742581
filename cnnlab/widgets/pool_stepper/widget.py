"""PoolStepper: a pooling window strides over an array, and the cell that wins is marked."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab import functional as F
from cnnlab._arguments import as_pair
from cnnlab.arithmetic import as_pool_padding, window_over
from cnnlab.trace import pool_steps
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.stepper import SteppingWidget, check_size, lists, menu, number, numbers, settings, toggle

HERE = Path(__file__).parent
FORWARD, BACKWARD = bundle(HERE / "forward.js"), bundle(HERE / "backward.js")

CONTROLS = [
    *(number("kernel_size", 1), number("stride", 1), number("padding", 0)),
    *menu("mode", "take the", {"max": "largest", "avg": "mean"}),
    toggle("predict", "Predict first"),
]

# What a wrong prediction betrays: the sentence that the learner reads. M-numbers are those of the curriculum.
MISCONCEPTIONS = {
    "padded": "That is the largest with zeros in the padding. Max-pooling pads with -inf, which never wins. (M10)",
    "size": "That is the number furthest from 0. The largest one is nearest to plus infinity: -1 is larger than -2.",
    "mean": "That is the mean of the window. Max-pooling keeps the largest number and drops the others.",
    "sum": "That is the sum. A mean is the sum divided by how many numbers the window has, padding counted.",
    "largest": "That is the largest number. This window takes the mean.",
    "everybody": "That is the whole gradient. Only the cell that won gets it: the others did not change the output.",
    "equal": "That is an equal share. It is so for a mean; here all of it goes to the cell that won.",
    "whole": "That is the whole gradient. In a mean each cell counted for its share only: divide.",
    "unstrided": "That is the window one column or row on. The window moves by the stride at each step. (M7)",
}


class PoolStepper(SteppingWidget):
    """Watch a pooling window stride over `image`, every channel on its own; play it, step it, edit any number.

    image: (H, W) or (C, H, W), up to 64 x 64. kernel_size, stride: an int or a (row, column) pair; stride defaults to
    kernel_size. mode: "max" or "avg". predict=True halts before every cell until a number is committed.
    direction="backward" shows where each number of grad_out, (H', W') or (C, H', W') and 1 where it is not given, goes:
    to the cell that won, or in equal shares to all. Raises ValueError or TypeError for anything else; settings that do
    not fit one another are a sentence in the widget.
    """

    _esm = FORWARD

    kernel_size = traitlets.Any().tag(sync=True)
    mode = traitlets.Unicode("max").tag(sync=True)

    def __init__(
        self,
        image,
        kernel_size=2,
        *,
        stride=None,
        padding=0,
        mode="max",
        direction="forward",
        predict=False,
        grad_out=None,
    ):
        image, kernel = numbers("image", image, 3), as_pair("kernel_size", kernel_size, 1)
        check_size(image)
        stride = kernel if stride is None else as_pair("stride", stride, 1)
        if mode not in ("max", "avg"):
            raise ValueError(f'mode must be "max" or "avg", got {mode!r}')
        self._esm = BACKWARD if direction == "backward" else FORWARD
        super().__init__(
            image=image.tolist(),
            kernel_size=list(kernel),
            stride=list(stride),
            padding=[list(side) for side in as_pool_padding(padding, kernel, stride)],
            mode=mode,
            predict=predict,
            controls=CONTROLS,
        )
        self.begin(["image", "kernel_size", "stride", "padding", "mode"], direction, grad_out)

    def _walk(self):
        image = numbers("image", self.image, 3)
        check_size(image)
        window = window_over(image[None], self.kernel_size, self.stride, self.padding, None)
        steps = [pool_steps(channel, *window[:3], self.mode) for channel in image]
        winners = [[step.winner for step in channel] for channel in steps]
        walk = {**settings(image, window), "kernel": window.kernel, "winners": winners}
        if self.direction == "backward":
            return walk | self._backward(image, window, winners)
        out = np.reshape([[step.value for step in channel] for channel in steps], (len(image), *window.output))
        wrong = _wrong_maps(image, window, self.mode) if self.predict else {}
        return {**walk, "out": out.tolist(), "wrong": lists(wrong), "hints": MISCONCEPTIONS}

    def _backward(self, image, window, winners):
        grad = self.gradient((len(image), *window.output))
        back = F.max_pool2d_backward if self.mode == "max" else F.avg_pool2d_backward
        maps = {"out": grad, "grad_input": back(grad[None], image[None], *window[:3])[0]}
        share = grad[0] / np.prod(window.kernel)
        if self.mode == "avg":
            answer, wrong = share, {"whole": grad[0]}
        else:
            won = np.reshape([winner == (0, 0) for winner in winners[0]], window.output)
            answer, wrong = np.where(won, grad[0], 0.0), {"everybody": grad[0], "equal": share}
        return {**lists({**maps, "answer": answer}), "wrong": lists(wrong), "hints": MISCONCEPTIONS}

    def __repr__(self):
        what = f"image {np.shape(self.image)}, {self.mode} of {tuple(self.kernel_size)}"
        if self.direction == "backward":
            return f"PoolStepper({what}, backward): run this cell to watch the gradients go back"
        return f"PoolStepper({what}): run this cell to watch the window stride"


def _wrong_maps(image, window, mode):
    """The answers for the first channel that common misconceptions lead to, by the name of the misconception."""
    x, (rows, columns) = image[None, :1], window.output
    largest, mean = F.max_pool2d(x, *window[:3])[0, 0], F.avg_pool2d(x, *window[:3])[0, 0]
    pool = F.max_pool2d if mode == "max" else F.avg_pool2d
    unstrided = pool(x, window.kernel, 1, window.padding)[0, 0, :rows, :columns]
    if mode == "avg":
        return {"largest": largest, "sum": mean * np.prod(window.kernel), "unstrided": unstrided}
    padded = F.max_pool2d(np.pad(x, ((0, 0), (0, 0), *window.padding)), *window[:2])[0, 0]
    smallest = -F.max_pool2d(-x, *window[:3])[0, 0]
    size = np.where(-smallest > largest, smallest, largest)
    return {"padded": padded, "size": size, "mean": mean, "unstrided": unstrided}
