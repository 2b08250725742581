"""Gradient descent where it can be seen whole: against the loss written out, and against central differences."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnlab.tiny import descent_steps


def test_gradient_descent_steps_against_the_loss_and_against_central_differences():
    rng = np.random.default_rng(0)
    inputs, targets, weights = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=3)
    loss = lambda at: sum((row @ at - target) ** 2 for row, target in zip(inputs, targets, strict=True)) / 5  # noqa: E731
    path = descent_steps(inputs, targets, weights, 0.1, 4)
    assert len(path) == 5
    assert_array_equal(path[0].weights, weights)
    for step, after in zip(path, [*path[1:], None], strict=True):
        assert_allclose(step.loss, loss(step.weights), rtol=1e-12)
        nudged = [(loss(step.weights + way) - loss(step.weights - way)) / 2e-4 for way in 1e-4 * np.eye(3)]
        assert_allclose(step.gradient, nudged, rtol=1e-6, atol=1e-9)
        if after:
            assert_allclose(after.weights, step.weights - 0.1 * step.gradient, rtol=1e-12, atol=1e-12)


def test_descent_ends_before_a_number_is_too_large_to_hold():
    path = descent_steps([1.0, 2.0], [1.0, 2.0], [3.0], 1e6, 500)
    assert 10 < len(path) < 50
    assert all(np.isfinite([step.loss, *step.weights, *step.gradient]).all() for step in path)
    assert len(descent_steps([1.0, 2.0], [1.0, 2.0], [3.0], 0.1, 500)) == 501


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (([], [], [0], 0.1, 1), "inputs must be a row of numbers for each example"),
        (([[[1.0]]], [1], [0], 0.1, 1), "inputs must be a row of numbers for each example"),
        (([1.0, 2], [1], [0], 0.1, 1), "targets must be one number for each of 2 inputs"),
        (([1.0], [2e6], [0], 0.1, 1), "targets may hold numbers from -1000000 to 1000000"),
        (([[1.0, 0]], [1], [0, 0], 0.1, 1), "not all zeros"),
        (([1e-9], [1], [0], 0.1, 1), "or less than a millionth"),
        (([1.0], [1], [0, 1], 0.1, 1), "weights must be one number for each of the 1 columns of inputs, got 2"),
        (([1.0], [1], [np.nan], 0.1, 1), "weights must hold finite numbers"),
        (([1.0], [1], [0], 0, 1), "learning_rate must be above 0"),
        (([1.0], [1], [0], np.inf, 1), "learning_rate must be a finite number"),
        (([1.0], [1], [0], 0.1, -1), "steps must be at least 0"),
    ],
)
def test_descent_refuses_what_does_not_fit(arguments, fragment):
    with pytest.raises(ValueError, match=fragment):
        descent_steps(*arguments)
