"""The checkers: they accept what is right, and know what a wrong answer betrays. The wrong answers are a learner's."""

import numpy as np
import pytest

from cnnlab import check


def loops(image, kernel):
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    out = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            for i in range(kernel.shape[0]):
                for j in range(kernel.shape[1]):
                    out[row, column] += image[row + i, column + j] * kernel[i, j]
    return out


def pooled(image, kernel_size, stride):
    rows, columns = ((size - kernel_size) // stride + 1 for size in image.shape)
    starts = [(r * stride, c * stride) for r in range(rows) for c in range(columns)]
    windows = [image[top : top + kernel_size, left : left + kernel_size].max() for top, left in starts]
    return np.reshape(windows, (rows, columns))


def size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


def seen(layers):
    """How many pixels a unit sees, by going back from it: (size - 1) strides, and a kernel."""
    size = 1
    for kernel_size, stride in reversed(layers):
        size = (size - 1) * stride + kernel_size
    return size


def spared(image, top, left, size):
    rows, columns = np.indices(image.shape)
    inside = (rows >= top) & (rows < top + size) & (columns >= left) & (columns < left + size)
    return np.where(inside, 0, image)


RIGHT = [
    (check.count_inputs, lambda rows, columns, channels=1: rows * columns * channels),
    (check.dense_params, lambda n_in, n_out, bias=True: (n_in + bias) * n_out),
    (check.conv2d, loops),
    (check.conv_output_size, size),
    (check.conv_params, lambda i, o, k, bias=True: o * (i * (k * k if isinstance(k, int) else k[0] * k[1]) + bias)),
    (check.max_pool2d, pooled),
    (check.receptive_field, seen),
    (check.occlude, spared),
    (check.shuffle_all, lambda images, order: np.stack([image[order] for image in images])),
]
NAMES = [checker.__name__ for checker, _ in RIGHT]


@pytest.mark.parametrize(("checker", "fn"), RIGHT, ids=NAMES)
def test_the_right_answer_written_another_way_passes(checker, fn):
    result = checker(fn)
    assert result.ok is True, result.message


def over_the_input(image, kernel):
    out = np.zeros(image.shape)
    padded = np.pad(image, ((0, kernel.shape[0]), (0, kernel.shape[1])))
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            out[row, column] = (padded[row : row + kernel.shape[0], column : column + kernel.shape[1]] * kernel).sum()
    return out


def pool_with_stride_one(image, kernel_size, stride):
    return pooled(image, kernel_size, 1)


WRONG = {
    "bias forgotten": (check.dense_params, lambda n_in, n_out, bias=True: n_in * n_out, "M6", "bias"),
    "one bias": (check.dense_params, lambda n_in, n_out, bias=True: n_in * n_out + 1, "M6", "each output has its own"),
    "bias ignored": (check.dense_params, lambda n_in, n_out, bias=True: n_in * n_out + n_out, "M6", "bias=False"),
    "inputs only": (check.dense_params, lambda n_in, n_out, bias=True: n_in, None, "784"),
    "added": (check.dense_params, lambda n_in, n_out, bias=True: n_in + n_out, None, "pairs"),
    "flipped": (check.conv2d, lambda x, k: loops(x, k[::-1, ::-1]), "M8", ""),
    "over the input": (check.conv2d, over_the_input, "M7", ""),
    "mean": (check.conv2d, lambda x, k: loops(x, k) / k.size, "M4", ""),
    "transposed": (check.conv2d, lambda x, k: loops(x, k).T, None, "swapped"),
    "bracket": (check.conv_output_size, lambda n, k, stride=1, padding=0, dilation=1:
                (n + 2 * padding - dilation * (k - 1) - 1 + 1) // stride, "M1", ""),
    "bare difference": (check.conv_output_size, lambda n, k, stride=1, padding=0, dilation=1:
                        (n + 2 * padding - dilation * (k - 1) - 1) // stride, "M1", ""),
    "channels ignored": (check.conv_params, lambda i, o, k, bias=True:
                         o * ((k * k if isinstance(k, int) else k[0] * k[1]) + bias), "M5", "input channels"),
    "no bias": (check.conv_params, lambda i, o, k, bias=True:
                o * i * (k * k if isinstance(k, int) else k[0] * k[1]), "M6", "bias"),
    "stride one": (check.max_pool2d, pool_with_stride_one, "M7", "stride"),
    "another shuffle": (check.shuffle_all, lambda images, order:
                        np.stack([image[np.roll(order, k)] for k, image in enumerate(images)]), "M12", "one"),
    "strides ignored": (check.receptive_field, lambda layers: sum(k - 1 for k, _ in layers) + 1, "M7", "strides"),
    "sizes added": (check.receptive_field, lambda layers: sum(k for k, _ in layers), None, "add up"),
    "own stride": (check.receptive_field, lambda layers: seen([(s * (k - 1) + 1, s) for k, s in layers]), None, "own"),
    "first layer first": (check.receptive_field, lambda layers: seen(layers[::-1]), None, "last layer first"),
    "last layer alone": (check.receptive_field, lambda layers: [1, *(k for k, _ in layers)][-1], None, "alone"),
    "one too few": (check.receptive_field, lambda layers: seen(layers) - 1, None, "one pixel"),
    "one too many": (check.occlude, lambda x, t, l, n: spared(x, t, l, n + 1), None, "too large"),
    "swapped": (check.occlude, lambda x, t, l, n: spared(x, l, t, n), None, "swapped"),
    "the rest": (check.occlude, lambda x, t, l, n: x - spared(x, t, l, n), None, "the rest"),
    "middle": (check.occlude, lambda x, t, l, n: spared(x, t - n // 2, l - n // 2, n), None, "corner"),
    "channels forgotten": (check.count_inputs, lambda rows, columns, channels=1: rows * columns, None, "channel"),
}  # fmt: skip


@pytest.mark.parametrize(("checker", "fn", "tag", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(checker, fn, tag, fragment):
    result = checker(fn)
    assert result.ok is False
    assert result.misconception == tag, (result.misconception, result.message, result.hint)
    assert result.hint
    assert fragment in result.hint


@pytest.mark.parametrize(("checker", "fn"), RIGHT, ids=NAMES)
def test_a_stub_is_not_attempted(checker, fn):
    def stub(*args, **options):
        raise NotImplementedError

    def empty(*args, **options):
        pass

    for fn in (stub, empty):
        result = checker(fn)
        assert result.ok is None
        assert repr(result).startswith("Not attempted yet")


def forever(*args, **options):
    while True:
        pass


def stubborn(*args, **options):
    while True:
        try:  # noqa: SIM105
            int("x")
        except:  # noqa: E722 (a learner may write this)
            pass


def deeper(*args, **options):
    return deeper(*args, **options)


def spoils(image, kernel):
    image[:] = 0
    return image


def divides(image, kernel):
    return 1 / 0


STRANGE = {
    "endless": (forever, "never ends"),
    "endless, and catches everything": (stubborn, "never ends"),
    "calls itself": (deeper, "calls itself"),
    "changes its argument": (spoils, "changes the array `image`"),
    "raises": (divides, "ZeroDivisionError"),
    "a list": (lambda image, kernel: [[1, 2]], "a list"),
    "a number": (lambda image, kernel: 3, "3, an int"),
    "text": (lambda image, kernel: "no", "'no', a str"),
    "one axis": (lambda image, kernel: np.zeros(3), "two axes"),
    "wrong shape": (lambda image, kernel: np.zeros((9, 9)), "shape (9, 9)"),
    "too few arguments": (lambda: 1, "TypeError"),
    "not a function": (7, "not a function"),
}


@pytest.mark.parametrize(("fn", "fragment"), STRANGE.values(), ids=STRANGE)
def test_anything_strange_is_a_sentence(fn, fragment):
    result = check.conv2d(fn)
    assert result.ok is False
    assert fragment in result.message
    assert "Traceback" not in repr(result)


@pytest.mark.parametrize("answer", [8.0, "8", None, True, [8]])
def test_an_answer_that_is_no_whole_number_is_a_sentence(answer):
    result = check.dense_params(lambda n_in, n_out, bias=True: answer)
    assert result.ok is False
    assert "whole number" in result.message or "no number" in result.message


def test_whole_numbers_of_numpy_are_whole_numbers():
    assert check.dense_params(lambda n_in, n_out, bias=True: np.int64(n_in * n_out + n_out * bias)).ok


def test_only_a_failure_has_a_picture():
    flipped = check.conv2d(lambda image, kernel: loops(image, kernel[::-1, ::-1]))
    assert flipped._repr_png_().startswith(b"\x89PNG")
    assert '<img alt="image' in flipped._repr_html_()
    assert "<img" not in check.conv2d(loops)._repr_html_()
    assert check.conv2d(loops)._repr_png_() is None


def test_what_is_said_is_the_same_every_time():
    texts = {repr(check.conv2d(lambda image, kernel: loops(image, kernel[::-1]))) for _ in range(2)}
    assert len(texts) == 1
