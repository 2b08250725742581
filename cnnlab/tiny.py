"""What is small enough to be seen whole: a network, every number of its way forward and back, and gradient descent.

`descent_steps` walks down the loss of a linear unit of one weight or a few, and gives each place that it comes to.
"""

from typing import NamedTuple

import numpy as np

from cnnlab import functional as F
from cnnlab._arguments import as_int, as_number, as_numbers, worded

SIZES = {"inputs": (2, 3), "units": (1, 3), "classes": (2, 3)}
SAFE = 700.0  # a score whose exp is a number still; of larger ones the largest is subtracted first
MILLION = 1_000_000  # of examples: the first losses of gradient descent are far from infinity


class DescentStep(NamedTuple):
    """Where gradient descent stands: the weights, the loss there, and its gradient."""

    weights: np.ndarray
    loss: float
    gradient: np.ndarray


class Network:
    """Inputs, one hidden layer with ReLU, scores, softmax, and the loss of one right class: as arrays of float64.

    inputs: 2 or 3 numbers. hidden (units, inputs), up to 3 units; output (classes, units), 2 or 3 classes; target: the
    right class, counted from 0. hidden_bias (units,) and output_bias (classes,) are left out where they are None.
    Raises TypeError or ValueError for anything else.

    >>> Network([2, 1], [[1, -1], [0, 3]], [[1, 0], [0, 1]], target=1).walk()["sums"]
    array([1., 3.])
    """

    def __init__(self, inputs, hidden, output, *, target, hidden_bias=None, output_bias=None):
        self.inputs = _numbers("inputs", inputs, 1)
        self.hidden = _numbers("hidden", hidden, 2)
        self.output = _numbers("output", output, 2)
        units, classes = len(self.hidden), len(self.output)
        _check_count("inputs", "inputs", len(self.inputs))
        _check_count("hidden", "units", units)
        _check_count("output", "classes", classes)
        _check_columns("hidden", self.hidden, "input", len(self.inputs))
        _check_columns("output", self.output, "hidden unit", units)
        self.hidden_bias = _bias("hidden_bias", hidden_bias, units)
        self.output_bias = _bias("output_bias", output_bias, classes)
        self.target = as_int("target", target, 0)
        if self.target >= classes:
            raise ValueError(f"target must be one of the classes 0 to {classes - 1}, got {target}")

    def walk(self):
        """Every number by its name; the gradients' names begin with "grad_". What has no bias has None there."""
        x, target = self.inputs[None], np.array([self.target])
        sums = F.linear(x, self.hidden, self.hidden_bias)
        relu = F.relu(sums)
        scores = F.linear(relu, self.output, self.output_bias)
        shift = shift_of(scores[0])
        grad_scores = F.cross_entropy_backward(1, scores, target)
        grad_relu, grad_output, grad_output_bias = F.linear_backward(grad_scores, relu, self.output)
        grad_sums = F.relu_backward(grad_relu, sums)
        _, grad_hidden, grad_hidden_bias = F.linear_backward(grad_sums, x, self.hidden, need_grad_x=False)
        return {
            "sums": sums[0] + 0.0,
            "relu": relu[0] + 0.0,
            "scores": scores[0] + 0.0,
            "shift": shift,
            "exps": np.exp(scores[0] - shift),
            "probabilities": F.softmax(scores)[0],
            "loss": F.cross_entropy(scores, target),
            "grad_scores": grad_scores[0],
            "grad_output": grad_output + 0.0,
            "grad_output_bias": None if self.output_bias is None else grad_output_bias,
            "grad_relu": grad_relu[0] + 0.0,
            "grad_sums": grad_sums[0] + 0.0,
            "grad_hidden": grad_hidden + 0.0,
            "grad_hidden_bias": None if self.hidden_bias is None else grad_hidden_bias + 0.0,
        }

    def stepped(self, learning_rate):
        """The weights and biases after one step against their gradients, by their names; None for what is left out."""
        rate, walk = as_number("learning_rate", learning_rate, 0), self.walk()
        pairs = {name: (getattr(self, name), walk[f"grad_{name}"]) for name in WEIGHTS}
        return {name: None if own is None else own - rate * grad for name, (own, grad) in pairs.items()}


WEIGHTS = ("hidden", "output", "hidden_bias", "output_bias")


def shift_of(scores):
    """What is subtracted from all scores before exp: nothing, or the largest, where exp of it would be no number."""
    return float(scores.max()) if abs(scores.max()) > SAFE else 0.0


def _numbers(name, values, ndim):
    form = ("a list of numbers", "a table of numbers, a row for each unit")[ndim - 1]
    array = as_numbers(name, values, form)
    if array.ndim != ndim or array.size == 0:
        raise ValueError(f"{name} must be {form}, got shape {array.shape}")
    return array


def _check_count(name, what, count):
    low, high = SIZES[what]
    if not low <= count <= high:
        raise ValueError(f"{name} must have {low} to {high} {what} to be seen whole, got {count}")


def _check_columns(name, table, what, count):
    if table.shape[1] != count:
        raise ValueError(f"{name} must have a weight for each {what}, {count} in a row, got shape {table.shape}")


def _bias(name, values, count):
    """One number for each unit; None where there are none."""
    if values is None:
        return None
    array = _numbers(name, values, 1)
    if len(array) != count:
        raise ValueError(f"{name} must have one number for each row of weights, {count}, got {len(array)}")
    return array


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
