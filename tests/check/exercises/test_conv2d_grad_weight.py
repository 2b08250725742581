"""The checker `conv2d_grad_weight`: it accepts what is right, and knows what a wrong gradient betrays."""

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check


def grad_weight(image, grad_out):
    rows, columns = (n - m + 1 for n, m in zip(image.shape, grad_out.shape, strict=True))
    out = np.zeros((rows, columns))
    for i, j in np.ndindex(grad_out.shape):
        for a in range(rows):
            for b in range(columns):
                out[a, b] += grad_out[i, j] * image[i + a, j + b]
    return out


def overwritten_weight(image, grad_out):
    out = np.zeros(np.subtract(image.shape, grad_out.shape) + 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(out.shape):
            out[a, b] = grad_out[i, j] * image[i + a, j + b]
    return out


def as_large_as_the_image(image, grad_out):
    out = np.zeros(image.shape)
    right = grad_weight(image, grad_out)
    out[: right.shape[0], : right.shape[1]] = right
    return out


def over_the_image(x, g):
    rows, columns = g.shape
    return np.array([[(x[a : a + rows, b : b + columns] * g).sum() for b in range(x.shape[1])] for a in range(len(x))])


WRONG = {
    "overwritten": (overwritten_weight, None, "+="),
    "turned": (lambda x, g: grad_weight(x, g)[::-1, ::-1], "M8", "turned"),
    "gradient turned": (lambda x, g: grad_weight(x, g[::-1, ::-1]), "M8", "turned"),
    "mean": (lambda x, g: grad_weight(x, g) / g.size, "M4", "mean"),
    "gradient forgotten": (lambda x, g: grad_weight(x, np.ones_like(g)), None, "grad_out[i, j]"),
    "the bias's": (lambda x, g: np.full(grad_weight(x, g).shape, g.sum()), None, "gradient of the bias"),
    "bias added": (lambda x, g: grad_weight(x, g) + g.sum(), "M6", "bias"),
    "as large as the image": (as_large_as_the_image, "M7", "kernel's shape"),
    "over the image, as NumPy lets it": (over_the_image, "M7", "kernel's shape"),
    "downhill": (lambda x, g: -grad_weight(x, g), None, "sign"),
    "one short": (lambda x, g: grad_weight(x, g)[:-1, :-1], "M1", "missing"),
    "swapped": (lambda x, g: grad_weight(x, g).T, None, "swapped"),
    "cut off": (lambda x, g: np.trunc(grad_weight(x, g)), None, "decimal point"),
}


def test_the_right_answer_written_with_loops_passes():
    result = check.conv2d_grad_weight(grad_weight)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_gradient_fails_with_the_hint_for_what_it_betrays(fn, tag, fragment):
    assert_betrays(check.conv2d_grad_weight(fn), tag, fragment)


def test_another_wrong_gradient_gets_the_advice_and_a_picture():
    result = check.conv2d_grad_weight(lambda one, other: np.full((2, 2), 0.123))
    assert result.ok is False
    assert result.hint
    assert result._repr_png_().startswith(b"\x89PNG")
