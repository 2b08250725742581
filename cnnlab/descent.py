"""Gradient descent on a loss that can be seen whole: a linear unit of one weight or a few, place by place."""

from typing import NamedTuple

import numpy as np

from cnnlab._arguments import as_int, as_number, as_numbers, worded

MILLION = 1_000_000  # of examples: the first losses of gradient descent are far from infinity


class DescentStep(NamedTuple):
    """Where gradient descent stands: the weights, the loss there, and its gradient."""

    weights: np.ndarray
    loss: float
    gradient: np.ndarray


def descent_steps(inputs, targets, weights, learning_rate, steps):
    """Gradient descent on a linear unit without bias: a list of a `DescentStep` for the start and after each step.

    inputs (n, columns), or (n,) for one column; targets (n,); weights (columns,). The loss is the mean squared error of
    `inputs @ weights`. The list is shorter where a number would be too large to hold. Raises ValueError or TypeError
    for other shapes, for inputs and targets beyond a million, and for numbers that are not finite.

    >>> [float(step.weights[0]) for step in descent_steps([1.0, 1.0], [2.0, 2.0], [0.0], 0.25, 2)]
    [0.0, 1.0, 1.5]
    """
    inputs, targets = as_examples(inputs, targets)
    at = as_weights("weights", weights, inputs.shape[1])
    rate, path = as_rate("learning_rate", learning_rate), []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(as_int("steps", steps, 0) + 1):
            errors = inputs @ at - targets
            loss, gradient = float((errors**2).mean()), 2 * (errors @ inputs) / len(targets)
            if not np.isfinite([loss, *at, *gradient]).all():
                break
            path.append(DescentStep(at, loss, gradient))
            at = at - rate * gradient
    return path


def as_examples(inputs, targets, columns=None):
    """Inputs (n, columns) and targets (n,) as float64; a plain list of inputs is one column.

    Raises ValueError for other shapes, for numbers beyond a million, and for a column that is nothing but zeros.
    """
    inputs, targets = as_numbers("inputs", inputs), as_numbers("targets", targets, "one list of numbers")
    inputs = inputs[:, None] if inputs.ndim == 1 else inputs
    if inputs.ndim != 2 or 0 in inputs.shape:
        raise ValueError(f"inputs must be a row of numbers for each example, got shape {inputs.shape}")
    if columns and inputs.shape[1] > columns:
        raise ValueError(f"inputs may have at most {columns} columns here, got {inputs.shape[1]}")
    if targets.shape != inputs.shape[:1]:
        raise ValueError(f"targets must be one number for each of {len(inputs)} inputs, got shape {targets.shape}")
    for name, values in (("inputs", inputs), ("targets", targets)):
        if (most := np.abs(values).max()) > MILLION:
            raise ValueError(worded("too large", name=name, least=f"-{MILLION}", most=MILLION, value=f"{most:g}"))
    if not (np.abs(inputs).max(0) >= 1 / MILLION).all():
        raise ValueError("inputs must have a column for each weight that is not all zeros, or less than a millionth")
    return inputs, targets


def as_weights(name, values, columns):
    """`values` as float64 of shape (columns,)."""
    weights = as_numbers(name, values, "one list of numbers").reshape(-1)
    if len(weights) != columns:
        raise ValueError(f"{name} must be one number for each of the {columns} columns of inputs, got {len(weights)}")
    return weights


def as_rate(name, value):
    """`value` as a learning rate: above 0."""
    rate = as_number(name, value, 0)
    if rate == 0:
        raise ValueError(f"{name} must be above 0: with 0 nothing moves")
    return rate
