"""What Valley's page computes, in Python: a run, the axes of the loss, and what a learning rate does along each."""

import numpy as np

from cnnlab.tiny import descent_steps

MOST_STEPS = 50  # of a run
FLAT = 1e-12  # of the largest curvature: one below is floating point's own
THERE = 1e-9  # of the weights: who is nearer to the bottom has arrived
CLOSE = 1e-9  # of a number: closer than this is the same


def shape_of(inputs, targets, start):
    """The axes of the loss as rows, the steepest first, their curvatures, the bottom (the nearest), and the loss there.

    inputs (n, columns), targets (n,), start (columns,).
    """
    curvatures, axes = np.linalg.eigh(2 * inputs.T @ inputs / len(inputs))
    curvatures, axes = curvatures[::-1], axes.T[::-1]
    curvatures = np.where(curvatures > FLAT * curvatures[0], curvatures, 0.0)
    gradient = 2 * (inputs @ start - targets) @ inputs / len(targets)
    ways = [axis * (axis @ gradient) / curvature for axis, curvature in zip(axes, curvatures, strict=True) if curvature]
    bottom = start - sum(ways)
    return {
        "axes": axes,
        "curvatures": curvatures,
        "bottom": bottom,
        "floor": float(((inputs @ bottom - targets) ** 2).mean()),
    }


def paces(shape, weights, rate):
    """For each axis on which the ball has a way to go: its number, rate * curvature, and what a step does there."""
    way, near = weights - shape["bottom"], THERE * np.abs([*weights, *shape["bottom"]]).max()
    found = []
    for axis, curvature in enumerate(shape["curvatures"]):
        if curvature > 0 and abs(shape["axes"][axis] @ way) > near:
            found.append({"axis": axis, "part": float(rate * curvature), "kind": kind_of(rate * curvature)})
    return found


def kind_of(part):
    """What a step does to the way to the bottom that it multiplies by 1 - part.

    >>> [kind_of(part) for part in (0.1, 1, 1.5, 2, 2.1)]
    ['creeps', 'lands', 'settles', 'leaps', 'leaves']
    """
    if abs(part - 1) <= CLOSE:
        return "lands"
    if abs(part - 2) <= 2 * CLOSE:
        return "leaps"
    if part < 1:
        return "creeps"
    return "settles" if part < 2 else "leaves"


def walk(inputs, targets, weights, rate):
    """A run as plain values: the weights, loss and gradient at each place, the start among them."""
    path = descent_steps(inputs, targets, weights, rate, MOST_STEPS)
    return [{"weights": at.tolist(), "loss": loss, "gradient": gradient.tolist()} for at, loss, gradient in path]
