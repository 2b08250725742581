"""Inputs and settings of windows that nobody thought of, for a search; and how close two answers must be."""

from functools import partial

import numpy as np
import oracles
from hypothesis import settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

searched = settings(max_examples=60, deadline=None)
close = partial(assert_allclose, rtol=1e-9, atol=1e-9)
RNG = np.random.default_rng


def normal(*shape, seed=0):
    return RNG(seed).standard_normal(shape)


def int_or_pair(low, high):
    return st.integers(low, high) | st.tuples(st.integers(low, high), st.integers(low, high))


def as_pair(value):
    return value if isinstance(value, tuple) else (value, value)


def paddings(high):
    side = st.tuples(st.integers(0, high), st.integers(0, high))
    return int_or_pair(0, high) | st.tuples(side, side) | st.sampled_from(["valid", "same"])


def sizes(draw, kernel, padding, dilation=(1, 1)):
    """Rows and columns on which the window fits, from exactly once to a few times."""
    extents = [d * (k - 1) + 1 - sum(pad) for k, pad, d in zip(kernel, padding, dilation, strict=True)]
    return tuple(draw(st.integers(max(1, extent), max(1, extent) + 4)) for extent in extents)


@st.composite
def conv_cases(draw):
    """x, weight, bias, the settings as a caller writes them, and the same settings for the oracle."""
    kernel, dilation = draw(st.tuples(st.integers(1, 4), st.integers(1, 4))), draw(int_or_pair(1, 3))
    padding = draw(paddings(3))
    stride = draw(st.sampled_from([1, (1, 1)]) if padding == "same" else int_or_pair(1, 3))
    plain = oracles.sides(padding, kernel, as_pair(dilation))
    n, c_in, c_out = draw(st.tuples(*[st.integers(1, 3)] * 3))
    x = normal(n, c_in, *sizes(draw, kernel, plain, as_pair(dilation)), seed=1)
    weight, bias = normal(c_out, c_in, *kernel, seed=2), draw(st.sampled_from([None, normal(c_out, seed=3)]))
    return x, weight, bias, (stride, padding, dilation), (as_pair(stride), plain, as_pair(dilation))


@st.composite
def pool_cases(draw, dilations=None):
    """x, the settings as a caller writes them, and the same for the oracle: with a dilation where one is drawn."""
    kernel, spread = draw(int_or_pair(1, 4)), [] if dilations is None else [draw(dilations)]
    apart = [as_pair(dilation) for dilation in spread]
    half = [k // 2 for k in as_pair(kernel)]
    within = st.tuples(*(st.tuples(st.integers(0, h), st.integers(0, h)) for h in half))
    symmetric = st.tuples(*(st.integers(0, h) for h in half))
    words = ["valid"] if spread else ["valid", "same"]  # of a window with gaps, "same" may be more than half
    padding = draw(st.integers(0, min(half)) | symmetric | within | st.sampled_from(words))
    stride = 1 if padding == "same" else draw(st.none() | int_or_pair(1, 3))
    plain = oracles.sides(padding, as_pair(kernel), *apart)
    shape = *draw(st.tuples(st.integers(1, 2), st.integers(1, 2))), *sizes(draw, as_pair(kernel), plain, *apart)
    # Few values make ties; none above zero, so that a padding of zeros instead of minus infinity would win.
    x = RNG(draw(st.integers(0, 99))).integers(-3, 1, shape).astype(float)
    pairs = as_pair(kernel), as_pair(kernel if stride is None else stride), plain
    return x, (kernel, stride, padding, *spread), (*pairs, *apart)
