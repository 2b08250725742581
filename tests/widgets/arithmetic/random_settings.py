"""Random settings for the widgets' arithmetic: every kind of number and window that a learner could set, and more."""

import numpy as np

SIDES = [1, 2, 3, 5, 6, 8, 12, 20, 28, 40, 64]
OFTEN = np.array([2, 3, 4, 6, 6, 6, 3, 2, 1, 0.5, 0.5])


def sides(rng):
    """Rows and columns, most often few."""
    return tuple(int(side) for side in rng.choice(SIDES, 2, p=OFTEN / OFTEN.sum()))


def numbers(rng, shape):
    """Whole numbers with many ties, fractions, tiny or huge ones, all of either sign."""
    kind = rng.integers(6)
    if kind < 2:
        return rng.integers(-3, 4, shape).astype(float)
    if kind == 2:
        return rng.integers(-(10**6), 10**6, shape).astype(float)
    scale = [1.0, 1e-30, 1e30][kind - 3]
    return rng.normal(size=shape) * scale


def pair(rng, low, high):
    """One number for rows and columns, or two."""
    return int(rng.integers(low, high)) if rng.random() < 0.5 else [int(n) for n in rng.integers(low, high, 2)]


def padding(rng, most):
    """In any of its forms, with `most` per side for rows and for columns."""
    rows, columns = most
    form = rng.integers(3)
    if form == 0:
        return int(rng.integers(0, min(most) + 1))
    if form == 1:
        return [int(rng.integers(0, rows + 1)), int(rng.integers(0, columns + 1))]
    return [[int(n) for n in rng.integers(0, side + 1, 2)] for side in most]


def window(rng):
    """Stride, padding and dilation of a convolution; a large one is rare."""
    dilation = pair(rng, 1, 4) if rng.random() < 0.4 else 1
    return {"stride": pair(rng, 1, 5), "padding": padding(rng, (3, 3)), "dilation": dilation}


def pool_window(rng):
    kernel = pair(rng, 1, 5)
    halves = tuple(size // 2 for size in ([kernel, kernel] if isinstance(kernel, int) else kernel))
    most = halves if rng.random() < 0.9 else (4, 4)  # sometimes too much
    return {"kernel_size": kernel, "stride": pair(rng, 1, 5), "padding": padding(rng, most)}


def kernel_sides(rng):
    return tuple(int(side) for side in rng.integers(1, 6, 2))


def conv_settings(rng):
    """What ConvStepper's walk follows from."""
    channels, filters = int(rng.integers(1, 5)), int(rng.integers(1, 4))
    return {
        "image": numbers(rng, (channels, *sides(rng))),
        "kernel": numbers(rng, (filters, channels, *kernel_sides(rng))),
        "bias": numbers(rng, filters),
        **window(rng),
        "flip": bool(rng.integers(2)),
        "filter": int(rng.integers(filters)),
        "channel": int(rng.integers(channels)),
        "grad_out": [] if rng.random() < 0.5 else numbers(rng, (1, *sides(rng))),
        "predict": bool(rng.integers(2)),
    }


def pool_settings(rng):
    """What PoolStepper's walk follows from."""
    channels = int(rng.integers(1, 5))
    return {
        "image": numbers(rng, (channels, *sides(rng))),
        **pool_window(rng),
        "mode": ["max", "avg"][rng.integers(2)],
        "grad_out": [] if rng.random() < 0.5 else numbers(rng, (int(rng.choice([1, channels])), *sides(rng))),
        "predict": bool(rng.integers(2)),
    }


def tape_settings(rng):
    """What TapeStepper's walk follows from."""
    sided = rng.random() < 0.5
    return {
        "signal": numbers(rng, int(rng.integers(1, 65))),
        "kernel": numbers(rng, int(rng.integers(1, 12))),
        "bias": float(rng.integers(-2, 3)),
        "stride": int(rng.integers(1, 5)),
        "padding": [int(n) for n in rng.integers(0, 5, 2)] if sided else int(rng.integers(0, 5)),
        "dilation": int(rng.integers(1, 4)),
        "flip": bool(rng.integers(2)),
        "predict": bool(rng.integers(2)),
    }


def tiny_settings(rng):
    """What TinyNetwork's walk follows from; the scores are small or far from zero."""
    inputs, units, classes = (int(rng.integers(low, 4)) for low in (2, 1, 2))
    biased = rng.integers(2, size=2)
    return {
        "inputs": numbers(rng, inputs),
        "hidden": numbers(rng, (units, inputs)),
        "output": numbers(rng, (classes, units)),
        "hidden_bias": numbers(rng, units * biased[0]),
        "output_bias": numbers(rng, classes * biased[1]),
        "target": int(rng.integers(classes)),
        "learning_rate": float(rng.choice([0.0, 0.1, 1.0])),
    }


def valley_settings(rng):
    """A few examples of one column or two, and any learning rate about those at which something changes."""
    count, columns = int(rng.integers(1, 8)), int(rng.integers(1, 3))
    scale = float(rng.choice([1.0, 0.01, 1000.0]))
    whole = rng.random() < 0.4
    inputs = rng.integers(-4, 5, (count, columns)).astype(float) if whole else rng.normal(size=(count, columns)) * scale
    inputs[0] += np.abs(inputs).max(0) < 1e-6  # no column that Valley refuses
    if columns == 2 and rng.random() < 0.15:
        inputs[:, 1] = 2 * inputs[:, 0]  # a valley without an end
        inputs[0] += np.abs(inputs).max(0) < 1e-6
    steepest = np.linalg.eigvalsh(2 * inputs.T @ inputs / count).max()
    part = float(rng.choice([rng.random(), 1, 1 + rng.random(), 2, 2 + rng.random(), 1e-4, 3000]))
    start = rng.integers(-5, 6, columns).astype(float) if whole else rng.normal(size=columns) * 3
    return {
        "inputs": inputs,
        "targets": rng.integers(-4, 5, count).astype(float) if whole else rng.normal(size=count) * scale,
        "weights": start,
        "learning_rate": min(1e6, part / steepest),
    }


def layers(rng):
    """A stack for ArchitectureBuilder, which may not fit."""
    kinds = ["Conv2d", "MaxPool2d", "AvgPool2d", "ReLU", "Flatten", "Linear"]
    stack = [
        {"kind": kind} for kind in rng.choice(kinds, int(rng.integers(0, 8)), p=[0.35, 0.15, 0.1, 0.15, 0.1, 0.15])
    ]
    for layer in stack:
        if layer["kind"] == "Conv2d":
            layer |= {"out_channels": int(rng.integers(1, 20)), "kernel_size": int(rng.integers(1, 8))}
            layer |= {"stride": int(rng.integers(1, 4)), "padding": int(rng.integers(0, 3))}
        elif layer["kind"].endswith("Pool2d") and rng.random() < 0.6:
            layer |= {"kernel_size": int(rng.integers(1, 5))}
            layer |= {"stride": int(rng.integers(1, 5))} if rng.random() < 0.5 else {}
        elif layer["kind"] == "Linear":
            layer |= {"out_features": int(rng.integers(1, 2000))}
    return stack
