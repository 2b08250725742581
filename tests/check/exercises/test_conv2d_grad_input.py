"""The checker `conv2d_grad_input`: it accepts what is right, and knows what a wrong gradient betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check


def grad_input(grad_out, kernel):
    out = np.zeros(np.add(grad_out.shape, kernel.shape) - 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(kernel.shape):
            out[i + a, j + b] += grad_out[i, j] * kernel[a, b]
    return out


def overwritten_input(grad_out, kernel):
    out = np.zeros(np.add(grad_out.shape, kernel.shape) - 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(kernel.shape):
            out[i + a, j + b] = grad_out[i, j] * kernel[a, b]
    return out


def returns_too_early(grad_out, kernel):
    out = np.zeros(np.add(grad_out.shape, kernel.shape) - 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(kernel.shape):
            out[i + a, j + b] += grad_out[i, j] * kernel[a, b]
        return out


def without_overlap(grad_out, kernel):
    return np.block([[value * kernel for value in row] for row in grad_out])


def one_ring(g, k):
    padded, turned = np.pad(g, 1), k[::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(padded, k.shape)
    return (windows * turned).sum((2, 3))


WRONG = {
    "turned": (lambda g, k: grad_input(g, k[::-1, ::-1]), "M8", "turned"),
    "overwritten": (overwritten_input, None, "+="),
    "weights forgotten": (lambda g, k: grad_input(g, np.ones_like(k)), None, "weight that it met"),
    "gradient forgotten": (lambda g, k: grad_input(np.ones_like(g), k), None, "grad_out[i, j]"),
    "mean": (lambda g, k: grad_input(g, k) / k.size, "M4", "mean"),
    "as large as the gradient": (lambda g, k: grad_input(g, k)[: len(g), : g.shape[1]], "M7", "input's"),
    "always one ring": (one_ring, None, "2 x 2 kernel only"),
    "one too many": (lambda g, k: np.pad(grad_input(g, k), ((0, 1), (0, 1))), "M1", "size"),
    "stride of the kernel": (without_overlap, "M7", "overlap"),
    "swapped": (lambda g, k: grad_input(g, k.T), None, "swapped"),
    "returned too early": (returns_too_early, None, "return"),
}


def test_the_right_answer_written_with_loops_passes():
    result = check.conv2d_grad_input(grad_input)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_gradient_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv2d_grad_input(fn), tag, fragment)


def test_another_wrong_gradient_gets_the_advice_and_a_picture():
    result = check.conv2d_grad_input(lambda one, other: np.full((2, 2), 0.123))
    assert result.ok is False
    assert result.hint
    assert result._repr_png_().startswith(b"\x89PNG")
