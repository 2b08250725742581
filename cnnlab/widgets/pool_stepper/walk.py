"""Every number of a pooling's walk, forward and backward, as plain values. The page computes the same."""

import numpy as np

from cnnlab import functional as F
from cnnlab.trace import pool_steps
from cnnlab.widgets.stepper import lists, moves


def forward_walk(image, window, mode, predict):
    """Image (C, H, W): what each window makes, and which of its cells wins."""
    steps = _steps(image, window, mode)
    out = np.reshape([[step.value for step in channel] for channel in steps], (len(image), *window.output))
    wrong = _wrong_maps(image, window, mode) if predict else {}
    own = {"kernel": window.kernel, "winners": _winners(steps), "wrong": lists(wrong)}
    return {**moves(image, window), **lists({"out": out}), **own}


def backward_walk(image, window, mode, grad):
    """Where `grad` (C, H', W') of the output goes."""
    winners = _winners(_steps(image, window, mode))
    back = F.max_pool2d_backward if mode == "max" else F.avg_pool2d_backward
    grad_input = back(grad[None], image[None], *window[:3])[0]
    answer, wrong = _first_cells(grad[0], winners[0], window, mode)
    maps = lists({"out": grad, "grad_input": grad_input, "answer": answer})
    own = {"kernel": window.kernel, "winners": winners, "wrong": lists(wrong)}
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
