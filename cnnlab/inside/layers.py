"""Which layers and filters a trained network can do without: with random numbers, put back, or switched off."""

import copy

import numpy as np

from cnnlab._arguments import as_generator
from cnnlab.data import check_examples

DRAWS = 5  # of new numbers for a layer: one alone may be lucky
BATCH = 256  # images; larger ones fall out of the processor's cache


def with_new_numbers(model, place, *, rng):
    """A copy of `model` in which the layer at `place` has random numbers, as before any training; the others are kept.

    Raises IndexError where there is no such layer, ValueError where it has no parameters.

    >>> from cnnlab import nn
    >>> model = nn.Sequential(nn.Flatten(), nn.Linear(16, 2, rng=np.random.default_rng(0)))
    >>> twin = with_new_numbers(model, 1, rng=np.random.default_rng(1))
    >>> twin[1].weight.data.shape, bool((twin[1].weight.data == model[1].weight.data).any())
    ((2, 16), False)
    """
    rng, twin = as_generator(rng), copy.deepcopy(model)
    layer = twin[place]
    if not layer.parameters():
        raise ValueError(f"layer {place} ({layer!r}) has no numbers that could be drawn anew")
    bound = layer.weight.data[0].size ** -0.5
    for parameter in layer.parameters():
        parameter.data = rng.uniform(-bound, bound, parameter.data.shape).astype(parameter.data.dtype)
    return twin


def without_each(model, x, y, *, rng):
    """Which share of examples `model` gets right when one of its layers has random numbers, for each that learns.

    x (N, ...), y (N,) -> a dict of "layer 0: Conv2d(1, 8, 5)" and the like -> a list of shares, one for each of DRAWS
    draws. Raises what `with_new_numbers` raises, and ValueError for examples that do not fit one another.

    >>> from cnnlab import nn
    >>> model = nn.Sequential(nn.Flatten(), nn.Linear(16, 2, rng=np.random.default_rng(0)))
    >>> images, labels = np.zeros((3, 1, 4, 4), np.float32), np.zeros(3, int)
    >>> list(without_each(model, images, labels, rng=np.random.default_rng(1)))
    ['layer 1: Linear(16, 2)']
    """
    check_examples(x, y)
    rng, found, before = as_generator(rng), {}, x
    for place, layer in enumerate(model):
        if layer.parameters():
            twins = [with_new_numbers(model, place, rng=rng)[place:] for _ in range(DRAWS)]
            found[f"layer {place}: {layer!r}"] = [_share_right(twin, before, y) for twin in twins]
        before = layer(before)
    return found


def _share_right(model, x, y):
    parts = [model(x[start : start + BATCH]).argmax(1) for start in range(0, len(x), BATCH)]
    return float((np.concatenate(parts) == y).mean())


def put_back(model, start, place):
    """A copy of `model` in which the layer at `place` has the numbers of `start`, the network before its training.

    Raises IndexError where there is no such layer, ValueError where it has no parameters, or `start` others.

    >>> from cnnlab import nn
    >>> start, model = (nn.Sequential(nn.Linear(16, 2, rng=np.random.default_rng(seed))) for seed in (0, 1))
    >>> bool((put_back(model, start, 0)[0].weight.data == start[0].weight.data).all())
    True
    """
    twin, before = copy.deepcopy(model), start[place].parameters()
    now = twin[place].parameters()
    if not now or [own.data.shape for own in now] != [own.data.shape for own in before]:
        raise ValueError(f"layer {place} ({twin[place]!r}) cannot get back the numbers of {start[place]!r}")
    for own, earlier in zip(now, before, strict=True):
        own.data = earlier.data.copy()
    return twin


def put_back_each(pairs, x, y):
    """Which share of examples trained networks get right when one of their layers is as it was before its training.

    pairs: (start, trained) networks of one make; x (N, ...), y (N,) -> a dict of "layer 0: Conv2d(1, 8, 5)" and the
    like, for each layer that learns -> a list of shares, one for each pair. Raises what `put_back` raises, and
    ValueError for examples that do not fit one another, or no pairs.

    >>> from cnnlab import nn
    >>> start, model = (nn.Sequential(nn.Flatten(), nn.Linear(16, 2, rng=np.random.default_rng(s))) for s in (0, 1))
    >>> list(put_back_each([(start, model)], np.zeros((3, 1, 4, 4), np.float32), np.zeros(3, int)))
    ['layer 1: Linear(16, 2)']
    """
    check_examples(x, y)
    if not (pairs := list(pairs)):
        raise ValueError("there must be at least one pair of networks, before a training and after it")
    found = {}
    for place, layer in enumerate(pairs[0][1]):
        if layer.parameters():
            shares = [_share_right(put_back(model, start, place), x, y) for start, model in pairs]
            found[f"layer {place}: {layer!r}"] = shares
    return found


def without_filter(model, place, filter):
    """A copy of `model` in which one filter of the layer at `place` is switched off: its weights and bias are 0.

    Raises IndexError where there is no such layer or filter, ValueError where the layer has no weights.

    >>> from cnnlab import nn
    >>> model = nn.Sequential(nn.Conv2d(1, 8, 5, rng=np.random.default_rng(0)))
    >>> float(np.abs(without_filter(model, 0, 3)(np.ones((1, 1, 5, 5), np.float32))[0, 3, 0, 0]))
    0.0
    """
    twin = copy.deepcopy(model)
    if not (parameters := twin[place].parameters()):
        raise ValueError(f"layer {place} ({twin[place]!r}) has no filters to switch off")
    if not 0 <= filter < len(parameters[0].data):
        raise IndexError(f"filter must be 0 to {len(parameters[0].data) - 1}, got {filter}")
    for parameter in parameters:
        parameter.data[filter] = 0
    return twin
