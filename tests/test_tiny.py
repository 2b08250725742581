"""A tiny network: its numbers, written out in the test, and its gradients by central differences."""

import math
import re

import numpy as np
import pytest

from cnnlab import tiny

SETTINGS = {"inputs": [2, 3], "hidden": [[2, -1], [-1, 0.5]], "output": [[1, -2], [-1, 1]], "target": 0}


def random_settings(rng):
    inputs, units, classes = (int(rng.integers(low, 4)) for low in (2, 1, 2))
    shapes = {"inputs": inputs, "hidden": (units, inputs), "output": (classes, units)}
    shapes |= {"hidden_bias": units, "output_bias": classes}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()} | {"target": int(rng.integers(classes))}


def test_a_walk_by_hand():
    walk = tiny.Network(**SETTINGS).walk()
    assert walk["sums"].tolist() == [2 * 2 - 3, -2 + 1.5]
    assert walk["relu"].tolist() == [1, 0]
    assert walk["scores"].tolist() == [1, -1]
    assert walk["exps"] == pytest.approx([math.e, 1 / math.e])
    share = math.e / (math.e + 1 / math.e)
    assert walk["probabilities"] == pytest.approx([share, 1 - share])
    assert walk["loss"] == pytest.approx(-math.log(share))
    assert walk["grad_scores"] == pytest.approx([share - 1, 1 - share])
    assert walk["grad_output"] == pytest.approx(np.array([[share - 1, 0], [1 - share, 0]]))
    assert walk["grad_relu"] == pytest.approx([2 * (share - 1), 3 * (1 - share)])
    assert walk["grad_sums"] == pytest.approx([2 * (share - 1), 0]), "the second gate is shut"
    assert walk["grad_hidden"] == pytest.approx(np.array([[4 * (share - 1), 6 * (share - 1)], [0, 0]]))
    assert walk["grad_hidden_bias"] is None
    assert walk["shift"] == 0


def loss(settings):
    """The loss in plain sums."""
    sums = settings["hidden"] @ settings["inputs"] + settings["hidden_bias"]
    scores = settings["output"] @ np.maximum(sums, 0) + settings["output_bias"]
    return -math.log(math.exp(scores[settings["target"]]) / np.exp(scores).sum())


@pytest.mark.parametrize("seed", range(20))
def test_every_gradient_is_the_slope_of_the_loss(seed):
    settings = random_settings(np.random.default_rng(seed))
    walk = tiny.Network(**settings).walk()
    assert walk["loss"] == pytest.approx(loss(settings))
    for name in tiny.WEIGHTS:
        for place in np.ndindex(settings[name].shape):
            ends = []
            for nudge in (1e-6, -1e-6):
                nudged = settings | {name: settings[name].copy()}
                nudged[name][place] += nudge
                ends.append(loss(nudged))
            assert walk[f"grad_{name}"][place] == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_a_small_step_makes_the_loss_smaller(seed):
    settings = random_settings(np.random.default_rng(seed))
    network = tiny.Network(**settings)
    after = network.stepped(0.001)
    assert tiny.Network(**settings | after).walk()["loss"] < network.walk()["loss"]
    moved = (settings["hidden"] - after["hidden"]) / 0.001
    assert moved == pytest.approx(network.walk()["grad_hidden"], abs=1e-9)


def test_what_has_no_bias_is_not_given_one():
    assert tiny.Network(**SETTINGS).stepped(1)["hidden_bias"] is None


@pytest.mark.parametrize("size", [1e100, -1e100, 900.0, -900.0])
def test_scores_of_any_size_give_numbers(size):
    walk = tiny.Network([1, 1], [[1, 0]], [[size], [size]], target=1).walk()
    assert walk["shift"] == size
    assert walk["exps"].tolist() == [1, 1]
    assert walk["loss"] == pytest.approx(math.log(2))
    far = tiny.Network([1, 1], [[1, 0]], [[abs(size)], [-abs(size)]], target=1).walk()
    assert far["probabilities"].tolist() == [1, 0]
    assert far["loss"] == 2 * abs(size)
    assert all(np.isfinite(value).all() for value in far.values() if value is not None)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"inputs": [1]}, ValueError, "inputs must have 2 to 3 inputs to be seen whole, got 1"),
        ({"inputs": [[1, 2]]}, ValueError, "inputs must be a list of numbers, got shape (1, 2)"),
        ({"inputs": [1, np.nan]}, ValueError, "inputs must hold finite numbers"),
        ({"inputs": "ab"}, TypeError, "inputs must be a list of numbers, got 'ab'"),
        ({"hidden": [1, 2]}, ValueError, "hidden must be a table of numbers, a row for each unit, got shape (2,)"),
        ({"hidden": [[1, 2]] * 4}, ValueError, "hidden must have 1 to 3 units to be seen whole, got 4"),
        ({"hidden": [[1, 2, 3]] * 2}, ValueError, "hidden must have a weight for each input, 2 in a row, got shape"),
        ({"output": [[1, 2]]}, ValueError, "output must have 2 to 3 classes to be seen whole, got 1"),
        ({"output": [[1], [2]]}, ValueError, "output must have a weight for each hidden unit, 2 in a row, got shape"),
        ({"output": [[1e101, 0], [0, 0]]}, ValueError, "output may hold numbers from -1e+100 to 1e+100"),
        ({"hidden_bias": [1]}, ValueError, "hidden_bias must have one number for each row of weights, 2, got 1"),
        ({"output_bias": 3}, ValueError, "output_bias must be a list of numbers, got shape ()"),
        ({"target": 2}, ValueError, "target must be one of the classes 0 to 1, got 2"),
        ({"target": 0.5}, TypeError, "target must be a whole number, got 0.5"),
    ],
)
def test_bad_input_is_one_clear_error(changes, error, message):
    with pytest.raises(error, match=re.escape(message)):
        tiny.Network(**SETTINGS | changes)


def test_a_learning_rate_below_zero_is_refused():
    with pytest.raises(ValueError, match="learning_rate must be a finite number at least 0, got -1"):
        tiny.Network(**SETTINGS).stepped(-1)
