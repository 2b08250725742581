"""Every number of a pooling's walk, forward and backward, from an image and a window to JSON values."""

import numpy as np

from cnnlab import functional as F
from cnnlab.trace import pool_steps
from cnnlab.widgets.stepper import lists, moves

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


def forward_walk(image, window, mode, predict):
    """Image (C, H, W): what each window makes, and which of its cells wins."""
    steps = _steps(image, window, mode)
    out = np.reshape([[step.value for step in channel] for channel in steps], (len(image), *window.output))
    wrong = _wrong_maps(image, window, mode) if predict else {}
    own = {"kernel": window.kernel, "winners": _winners(steps), "wrong": lists(wrong), "hints": MISCONCEPTIONS}
    return {**moves(image, window), **lists({"out": out}), **own}


def backward_walk(image, window, mode, grad):
    """Where `grad` (C, H', W') of the output goes."""
    winners = _winners(_steps(image, window, mode))
    back = F.max_pool2d_backward if mode == "max" else F.avg_pool2d_backward
    grad_input = back(grad[None], image[None], *window[:3])[0]
    answer, wrong = _first_cells(grad[0], winners[0], window, mode)
    maps = lists({"out": grad, "grad_input": grad_input, "answer": answer})
    own = {"kernel": window.kernel, "winners": winners, "wrong": lists(wrong), "hints": MISCONCEPTIONS}
    return {**moves(image, window), **maps, **own}


def _steps(image, window, mode):
    """The steps of each channel."""
    return [pool_steps(channel, *window[:3], mode) for channel in image]


def _winners(steps):
    """For each channel and step the winner's place in its window; None for a mean."""
    return [[step.winner for step in channel] for channel in steps]


def _first_cells(grad, winners, window, mode):
    """What the first cell of each window of a channel gets back, and wrong answers by what they betray."""
    share = grad / np.prod(window.kernel)
    if mode == "avg":
        return share, {"whole": grad}
    won = np.reshape([winner == (0, 0) for winner in winners], window.output)
    return np.where(won, grad, 0.0), {"everybody": grad, "equal": share}


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
