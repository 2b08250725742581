"""The checkers: they accept what is right, and know what a wrong answer betrays. The wrong answers are a learner's."""

import threading
import time

import numpy as np
import pytest

from cnnlab import _attempts, check, nn
from cnnlab._attempts import case


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


RIGHT = [
    (check.count_inputs, lambda rows, columns, channels=1: rows * columns * channels),
    (check.dense_params, lambda n_in, n_out, bias=True: (n_in + bias) * n_out),
    (check.conv2d, loops),
    (check.conv_output_size, size),
    (check.conv_params, lambda i, o, k, bias=True: o * (i * (k * k if isinstance(k, int) else k[0] * k[1]) + bias)),
    (check.max_pool2d, pooled),
    (check.flatten_index, lambda c, r, k, shape: int(np.ravel_multi_index((c, r, k), shape))),
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
    "channels last": (check.flatten_index, lambda c, r, k, shape:
                      int(np.ravel_multi_index((r, k, c), (*shape[1:], shape[0]))), "M11", "channel 0 first"),
    "down the columns": (check.flatten_index, lambda c, r, k, shape:
                         int(np.ravel_multi_index((c, k, r), (shape[0], shape[2], shape[1]))), "M11", "along each row"),
    "rows for columns": (check.flatten_index, lambda c, r, k, shape:
                         (c * shape[1] * shape[2]) + r * shape[1] + k, None, "not by the rows"),
    "from one": (check.flatten_index, lambda c, r, k, shape:
                 int(np.ravel_multi_index((c, r, k), shape)) + 1, None, "count from 1"),
    "no channels": (check.flatten_index, lambda c, r, k, shape: r * shape[2] + k, None, "channels before it"),
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


def restart():
    """Catches the first shot in the middle of a loop, and goes on to the next loop."""
    try:
        forever()
    except:  # noqa: E722 (a learner may write this)
        forever()


def test_many_endless_loops_in_a_row_all_end_and_leave_no_watcher(monkeypatch):
    monkeypatch.setattr(_attempts, "SECONDS", 0.01)
    before = threading.active_count()
    for fn in [forever, stubborn, restart] * 30:
        assert isinstance(_attempts.attempt(fn, [], case()).error, _attempts.Stopped)
    time.sleep(0.05)
    assert threading.active_count() <= before


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


def small(*layers):
    return lambda rng: nn.Sequential(*(layer if isinstance(layer, nn.Module) else layer(rng) for layer in layers))


def conv(i, o, k, **options):
    return lambda rng: nn.Conv2d(i, o, k, **options, rng=rng)


def dense(i, o):
    return lambda rng: nn.Linear(i, o, rng=rng)


GOOD = small(
    conv(1, 4, 5), nn.MaxPool2d(2), nn.ReLU(), conv(4, 8, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(), dense(128, 10)
)
NETWORKS = {
    "too large": (small(conv(1, 8, 5), nn.Flatten(), dense(4608, 10)), "46,298 parameters, more than 5,000"),
    "no convolution": (small(nn.MaxPool2d(1), nn.Flatten(), dense(784, 5), dense(5, 10)), "no convolution"),
    "sees little": (small(conv(1, 4, 5), nn.MaxPool2d(4), nn.Flatten(), dense(144, 10)), "sees 8 x 8 pixels"),
    "ends elsewhere": (small(conv(1, 4, 5), nn.Flatten(), dense(2304, 2)), "ends in shape (2,)"),
    "does not fit": (small(conv(1, 4, 5), nn.Flatten(), dense(100, 10)), "layer 2 (Linear(100, 10)) cannot follow"),
    "colour": (small(conv(3, 4, 5)), "layer 0 (Conv2d(3, 4, 5)) cannot follow"),
    "a list": (lambda rng: [nn.ReLU()], "returned a list"),
    "no function": (3, "not a function"),
    "raises": (lambda rng: 1 / 0, "ZeroDivisionError"),
    "too few arguments": (lambda: 1, "TypeError"),
    "wrong layer": (lambda rng: nn.Sequential(nn.Conv2d(1, 0, 3, rng=rng)), "out_channels must be at least 1"),
}


@pytest.mark.parametrize(("fn", "fragment"), NETWORKS.values(), ids=NETWORKS)
def test_a_network_off_the_budget_is_told_why(fn, fragment):
    result = check.small_network(fn)
    assert result.ok is False
    assert fragment in result.message


def test_a_small_network_passes_and_a_stub_is_not_attempted():
    result = check.small_network(GOOD)
    assert result.ok is True, result.message
    assert result.message.startswith("2,202 parameters of at most 5,000; the last window sees 16 x 16")

    def stub(rng):
        raise NotImplementedError

    assert check.small_network(stub).ok is None
