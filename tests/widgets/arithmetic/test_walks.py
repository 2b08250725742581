"""The walks that the page computes, against those of Python, on random settings."""

import json

import numpy as np
import pytest
from widgets.arithmetic import random_settings as some
from widgets.in_node import agree, largest, outcome

from cnnlab import tiny
from cnnlab.arithmetic import pool_window, window_over
from cnnlab.widgets.conv_stepper import walk as conv
from cnnlab.widgets.pool_stepper import walk as pool
from cnnlab.widgets.tape_stepper import walk as tape
from cnnlab.widgets.tiny_network import TinyNetwork
from cnnlab.widgets.valley import walk as valley

EXACT = {
    "stride",
    "padding",
    "dilation",
    "unread",
    "kernel",
    "winners",
    "works",
    "about",
    "channel",
    "channels",
    "widest",
}


def assert_same(said, expected, largest_term):
    """Two walks, or two sentences: words and whole numbers equal, others to 1e-12 of the largest term."""
    if isinstance(expected, str):
        assert said == expected
        return
    expected = json.loads(json.dumps(expected))
    wrong = {f"wrong {name}": (said["wrong"][name], grid) for name, grid in expected.pop("wrong").items()}
    assert len(wrong) == len(said["wrong"])
    maps = {name: (said[name], value) for name, value in expected.items() if name != "hints"}
    for name, (got, value) in (maps | wrong).items():
        if name in EXACT:
            assert got == value, name
        else:
            rows, columns = np.shape(value)[-2:] if name.startswith("wrong") else (None, None)
            got = [line[:columns] for line in got[:rows]] if rows else got
            assert agree(got, value, max(largest_term, largest(value))), name


def gradient(given, shape):
    """The learner's numbers, and 1 where none is given."""
    grad = np.ones(shape)
    if len(given):
        known = given[:, : shape[1], : shape[2]]
        grad[:, : known.shape[1], : known.shape[2]] = known
    return grad


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_a_convolution(in_node, rounds, direction):
    for rng in rounds:
        settings = some.conv_settings(rng)
        image, predict = settings["image"], settings["predict"]
        weight, bias = settings["kernel"][settings["filter"]], float(settings["bias"][settings["filter"]])
        weight = weight[:, ::-1, ::-1] if settings["flip"] else weight
        moves = (settings[name] for name in ("stride", "padding", "dilation"))
        expected = window = outcome(window_over, image[None], weight.shape[1:], *moves)
        term = max(largest(image, weight), abs(bias))
        if not isinstance(window, str) and direction == "forward":
            expected = conv.forward_walk(image, weight, bias, window, predict)
        elif not isinstance(window, str):
            (grad,) = gradient(settings["grad_out"], (1, *window.output))
            term = max(largest(grad, weight), largest(grad, image))
            expected = conv.backward_walk(image, weight, grad, window, settings["channel"], predict)
        assert_same(outcome(in_node.ask, f"conv_{direction}", **settings), expected, term)


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_a_pooling(in_node, rounds, direction):
    for rng in rounds:
        settings = some.pool_settings(rng)
        image, mode = settings["image"], settings["mode"]
        moves = (settings[name] for name in ("kernel_size", "stride", "padding"))
        expected = window = outcome(pool_window, image.shape[1:], *moves)
        term = largest(image)
        if not isinstance(window, str) and direction == "forward":
            expected = pool.forward_walk(image, window, mode, settings["predict"])
        elif not isinstance(window, str):
            grad = gradient(settings["grad_out"], (len(image), *window.output))
            term, expected = largest(grad), pool.backward_walk(image, window, mode, grad)
        assert_same(outcome(in_node.ask, f"pool_{direction}", **settings), expected, term)


def test_a_signal(in_node, rounds):
    for rng in rounds:
        settings = some.tape_settings(rng)
        signal, kernel = settings["signal"], settings["kernel"]
        moves = (settings[name] for name in ("stride", "padding", "dilation"))
        expected = window = outcome(tape.window_of, signal, kernel, *moves)
        if not isinstance(window, str):
            weight = kernel[::-1] if settings["flip"] else kernel
            expected = tape.tape_walk(signal, weight, settings["bias"], window, settings["predict"])
        assert_same(outcome(in_node.ask, "tape", **settings), expected, max(1.0, largest(signal, kernel)))


def tiny_scales(settings, walk):
    """For each number of a tiny network's walk the largest term of the sums that it is made of."""
    first, second = largest(settings["inputs"], settings["hidden"]), largest(walk["relu"], settings["output"])
    first, second = first + largest(settings["hidden_bias"]), second + largest(settings["output_bias"])
    back = largest(settings["output"])
    scales = {"sums": first, "relu": first, "scores": second, "shift": second, "loss": second}
    scales |= {"grad_output": largest(walk["relu"]), "grad_relu": back, "grad_sums": back, "grad_hidden_bias": back}
    return scales | {"grad_hidden": back * largest(settings["inputs"])}


def test_a_tiny_network(in_node, rounds):
    for rng in rounds:
        settings = some.tiny_settings(rng)
        given = {name: value if np.size(value) else None for name, value in settings.items()}
        rate = given.pop("learning_rate")
        network = tiny.Network(**given)
        walk = network.walk()
        said, scales = in_node.ask("tiny", **settings), tiny_scales(settings, walk)
        decided = np.abs(walk["scores"]).max() < 1e8  # in scores beyond, a rounding may turn one class into another
        for name in walk if decided else ("sums", "relu", "scores", "loss"):
            if walk[name] is None:
                assert said[name] is None
            else:
                assert np.allclose(said[name], walk[name], rtol=1e-9, atol=1e-12 * (1 + scales.get(name, 0))), name
        for name, value in network.stepped(rate).items() if decided else ():
            scale = largest(settings[name]) + scales.get(f"grad_{name}", 1)
            assert np.allclose(said["stepped"][name], [] if value is None else value, rtol=1e-9, atol=1e-12 * scale)
        assert len(said["steps"]) == TinyNetwork(**given, step=10**6).step + 1


def test_a_valley(in_node, rounds):
    for rng in rounds:
        settings = some.valley_settings(rng)
        inputs, targets, weights, rate = settings.values()
        said, shape = in_node.ask("valley", **settings), valley.shape_of(inputs, targets, weights)
        size = max(1e-9, largest(weights), largest(shape["bottom"]))
        assert agree(said["shape"]["curvatures"], shape["curvatures"], 1000 * largest(shape["curvatures"]))
        steepness = 1e3 * shape["curvatures"][0] / shape["curvatures"][shape["curvatures"] > 0].min()
        assert agree(said["shape"]["bottom"], shape["bottom"], steepness * size)
        expected = valley.paces(shape, weights, rate)
        if np.ptp(shape["curvatures"]) < 1e-9 * shape["curvatures"][0] and len(weights) == 2:  # any axes are its axes
            assert {pace["kind"] for pace in said["paces"]} == {pace["kind"] for pace in expected}
            continue
        found = [(pace["axis"], pace["kind"]) for pace in said["paces"]]
        assert found == [(pace["axis"], pace["kind"]) for pace in expected]
        assert np.allclose([pace["part"] for pace in said["paces"]], [pace["part"] for pace in expected], rtol=1e-7)
        path = valley.walk(inputs, targets, weights, rate)
        waiting = {axis for axis, curvature in enumerate(shape["curvatures"]) if rate * curvature > 2}
        if waiting - {pace["axis"] for pace in expected}:  # on an axis with no way to go, rounding alone would grow
            continue
        assert len(said["path"]) == len(path)
        terms = {
            "weights": size,
            "loss": path[0]["loss"] + largest(targets) ** 2,
            "gradient": largest(path[0]["gradient"]) + largest(inputs, targets),
        }
        for got, place in zip(said["path"], path, strict=True):
            for name, term in terms.items():
                assert np.allclose(got[name], place[name], rtol=0, atol=1e-6 * largest(place[name]) + 1e-9 * term), name
