"""The checkers of a convolution's gradients: they accept what is right, and know what a wrong answer betrays."""

import numpy as np
import pytest

from cnnlab import check


def grad_weight(image, grad_out):
    rows, columns = (n - m + 1 for n, m in zip(image.shape, grad_out.shape, strict=True))
    out = np.zeros((rows, columns))
    for i, j in np.ndindex(grad_out.shape):
        for a in range(rows):
            for b in range(columns):
                out[a, b] += grad_out[i, j] * image[i + a, j + b]
    return out


def grad_input(grad_out, kernel):
    out = np.zeros(np.add(grad_out.shape, kernel.shape) - 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(kernel.shape):
            out[i + a, j + b] += grad_out[i, j] * kernel[a, b]
    return out


def overwritten_weight(image, grad_out):
    out = np.zeros(np.subtract(image.shape, grad_out.shape) + 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(out.shape):
            out[a, b] = grad_out[i, j] * image[i + a, j + b]
    return out


def overwritten_input(grad_out, kernel):
    out = np.zeros(np.add(grad_out.shape, kernel.shape) - 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(kernel.shape):
            out[i + a, j + b] = grad_out[i, j] * kernel[a, b]
    return out


def as_large_as_the_image(image, grad_out):
    out = np.zeros(image.shape)
    right = grad_weight(image, grad_out)
    out[: right.shape[0], : right.shape[1]] = right
    return out


def returns_too_early(grad_out, kernel):
    out = np.zeros(np.add(grad_out.shape, kernel.shape) - 1)
    for i, j in np.ndindex(grad_out.shape):
        for a, b in np.ndindex(kernel.shape):
            out[i + a, j + b] += grad_out[i, j] * kernel[a, b]
        return out


def without_overlap(grad_out, kernel):
    return np.block([[value * kernel for value in row] for row in grad_out])


TURN = (slice(None, None, -1), slice(None, None, -1))


def over_the_image(x, g):
    rows, columns = g.shape
    return np.array([[(x[a : a + rows, b : b + columns] * g).sum() for b in range(x.shape[1])] for a in range(len(x))])


def one_ring(g, k):
    padded, turned = np.pad(g, 1), k[TURN]
    windows = np.lib.stride_tricks.sliding_window_view(padded, k.shape)
    return (windows * turned).sum((2, 3))


RIGHT = [(check.conv2d_grad_weight, grad_weight), (check.conv2d_grad_input, grad_input)]
W, X = check.conv2d_grad_weight, check.conv2d_grad_input

WRONG = {
    "weight: overwritten": (W, overwritten_weight, None, "+="),
    "weight: turned": (W, lambda x, g: grad_weight(x, g)[TURN], "M8", "turned"),
    "weight: gradient turned": (W, lambda x, g: grad_weight(x, g[TURN]), "M8", "turned"),
    "weight: mean": (W, lambda x, g: grad_weight(x, g) / g.size, "M4", "mean"),
    "weight: gradient forgotten": (W, lambda x, g: grad_weight(x, np.ones_like(g)), None, "grad_out[i, j]"),
    "weight: the bias's": (W, lambda x, g: np.full(grad_weight(x, g).shape, g.sum()), None, "gradient of the bias"),
    "weight: bias added": (W, lambda x, g: grad_weight(x, g) + g.sum(), "M6", "bias"),
    "weight: as large as the image": (W, as_large_as_the_image, "M7", "kernel's shape"),
    "weight: over the image, as NumPy lets it": (W, over_the_image, "M7", "kernel's shape"),
    "weight: downhill": (W, lambda x, g: -grad_weight(x, g), None, "sign"),
    "weight: one short": (W, lambda x, g: grad_weight(x, g)[:-1, :-1], "M1", "missing"),
    "weight: swapped": (W, lambda x, g: grad_weight(x, g).T, None, "swapped"),
    "weight: cut off": (W, lambda x, g: np.trunc(grad_weight(x, g)), None, "decimal point"),
    "input: turned": (X, lambda g, k: grad_input(g, k[TURN]), "M8", "turned"),
    "input: overwritten": (X, overwritten_input, None, "+="),
    "input: weights forgotten": (X, lambda g, k: grad_input(g, np.ones_like(k)), None, "weight that it met"),
    "input: gradient forgotten": (X, lambda g, k: grad_input(np.ones_like(g), k), None, "grad_out[i, j]"),
    "input: mean": (X, lambda g, k: grad_input(g, k) / k.size, "M4", "mean"),
    "input: as large as the gradient": (X, lambda g, k: grad_input(g, k)[: len(g), : g.shape[1]], "M7", "input's"),
    "input: always one ring": (X, one_ring, None, "2 x 2 kernel only"),
    "input: one too many": (X, lambda g, k: np.pad(grad_input(g, k), ((0, 1), (0, 1))), "M1", "size"),
    "input: stride of the kernel": (X, without_overlap, "M7", "overlap"),
    "input: swapped": (X, lambda g, k: grad_input(g, k.T), None, "swapped"),
    "input: returned too early": (X, returns_too_early, None, "return"),
}


@pytest.mark.parametrize(("checker", "fn"), RIGHT, ids=["weight", "input"])
def test_the_right_answer_written_with_loops_passes(checker, fn):
    result = checker(fn)
    assert result.ok is True, result.message


@pytest.mark.parametrize(("checker", "fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_gradient_fails_with_the_hint_for_what_it_betrays(checker, fn, tag, fragment):
    result = checker(fn)
    assert result.ok is False
    assert result.misconception == tag, (result.misconception, result.message, result.hint)
    assert fragment in result.hint, (result.message, result.hint)


@pytest.mark.parametrize("checker", [W, X], ids=["weight", "input"])
def test_another_wrong_gradient_gets_the_advice_and_a_picture(checker):
    result = checker(lambda one, other: np.full((2, 2), 0.123))
    assert result.ok is False
    assert result.hint
    assert result._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize("checker", [W, X], ids=["weight", "input"])
def test_a_stub_is_not_attempted(checker):
    def stub(one, other):
        raise NotImplementedError

    assert checker(stub).ok is None
