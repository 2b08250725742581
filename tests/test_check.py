"""The checkers: they accept what is right, and know what a wrong answer betrays. The wrong answers are a learner's."""

import threading
import time

import numpy as np
import pytest

from cnnlab import check
from cnnlab.check import attempt as attempts
from cnnlab.check.attempt import case


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


def slide(signal, kernel, stride):
    out = np.zeros((len(signal) - len(kernel)) // stride + 1)
    for place in range(len(out)):
        for j in range(len(kernel)):
            out[place] += signal[place * stride + j] * kernel[j]
    return out


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


def two_brackets(image, top, left, size):
    covered = image.copy()
    covered[top : top + size][left : left + size] = 0
    return covered


def whole_rows(image, top, left, size):
    covered = image.copy()
    covered[top : top + size] = 0
    return covered


def strides_added(layers):
    size = jump = 1
    for kernel_size, stride in layers:
        size += (kernel_size - 1) * jump
        jump += stride
    return size


def counted(labels, answers, classes):
    return np.array([[sum((labels == i) & (answers == j)) for j in range(classes)] for i in range(classes)])


def every_pair(labels, answers, classes):
    table = np.zeros((classes, classes), int)
    for label in labels:
        for answer in answers:
            table[label, answer] += 1
    return table


RIGHT = [
    (check.count_inputs, lambda rows, columns, channels=1: rows * columns * channels),
    (check.dense_params, lambda n_in, n_out, bias=True: (n_in + bias) * n_out),
    (check.conv2d, loops),
    (check.conv_output_size, size),
    (check.conv_params, lambda i, o, k, bias=True: o * (i * (k * k if isinstance(k, int) else k[0] * k[1]) + bias)),
    (check.max_pool2d, pooled),
    (check.confusion, counted),
    (check.flatten_index, lambda c, r, k, shape: int(np.ravel_multi_index((c, r, k), shape))),
    (check.average_gradients, lambda a, n, b, m: a * (n / (n + m)) + b * (m / (n + m))),
    (check.receptive_field, seen),
    (check.occlude, spared),
    (check.shuffle_all, lambda images, order: np.stack([image[order] for image in images])),
    (check.conv1d, slide),
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


def without_the_last_window(image, kernel_size, stride):
    h, w = image.shape
    rows = range(0, h - kernel_size, stride)
    columns = range(0, w - kernel_size, stride)
    found = [image[r : r + kernel_size, c : c + kernel_size].max() for r in rows for c in columns]
    return np.reshape(found, (len(rows), len(columns)))


def pooled_by(image, kernel_size, stride, side):
    out = np.zeros(pooled(image, kernel_size, stride).shape)
    for r, c in np.ndindex(out.shape):
        out[r, c] = image[r * stride : r * stride + side, c * stride : c * stride + side].max()
    return out


def where_it_stands(image, kernel_size, stride):
    out = np.zeros(pooled(image, kernel_size, stride).shape)
    for r, c in np.ndindex(out.shape):
        out[r, c] = image[r * stride :, c * stride :][:kernel_size, :kernel_size].argmax()
    return out


def over_the_samples(signal, kernel, stride):
    longer = np.append(signal, np.zeros(len(kernel)))
    return np.array([(longer[start : start + len(kernel)] * kernel).sum() for start in range(len(signal))])


def one_inside_the_bracket(signal, kernel, stride):
    return slide(signal, kernel, stride)[: (len(signal) - len(kernel) + 1) // stride]


def write_unsummed(image, kernel):
    out = np.zeros((image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1))
    for row, column in np.ndindex(out.shape):
        out[row, column] = image[row : row + kernel.shape[0], column : column + kernel.shape[1]] * kernel
    return out


def always_two_by_two(image, kernel):
    out = np.zeros((image.shape[0] - 1, image.shape[1] - 1))
    for row, column in np.ndindex(out.shape):
        out[row, column] = (image[row : row + 2, column : column + 2] * kernel).sum()
    return out


def numbered_by_starts(signal, kernel, stride):
    out = np.zeros((len(signal) - len(kernel)) // stride + 1)
    for i in range(0, len(signal) - len(kernel) + 1, stride):
        out[i] = signal[i : i + len(kernel)] @ kernel
    return out


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
    "first formula": (check.conv_output_size, lambda n, k, stride=1, padding=0, dilation=1:
                      (n - k) // stride + 1, None, "without padding and dilation"),
    "reach too short": (check.conv_output_size, lambda n, k, stride=1, padding=0, dilation=1:
                        (n + 2 * padding - dilation * (k - 1)) // stride + 1, "M1", "too short"),
    "both axes": (check.conv_output_size, lambda n, k, stride=1, padding=0, dilation=1:
                  size(n, k, stride, padding, dilation) ** 2, "M2", "One axis"),
    "all or nothing": (check.conv_params, lambda i, o, k, bias=True:
                       o * (i * int(np.prod(np.broadcast_to(k, 2))) + 1) if bias else 0, None, "Python reads"),
    "no bias, numbers alone": (check.conv_params, lambda i, o, k, bias=True: o * i * k**2, "M6", "weights alone"),
    "channels ignored, numbers alone": (check.conv_params, lambda i, o, k, bias=True:
                                        o * (k**2 + bias), "M5", "ignores the input channels"),
    "channels ignored": (check.conv_params, lambda i, o, k, bias=True:
                         o * ((k * k if isinstance(k, int) else k[0] * k[1]) + bias), "M5", "input channels"),
    "no bias": (check.conv_params, lambda i, o, k, bias=True:
                o * i * (k * k if isinstance(k, int) else k[0] * k[1]), "M6", "bias"),
    "a range without the last": (check.max_pool2d, without_the_last_window, "M1", "missing"),
    "where it stands": (check.max_pool2d, where_it_stands, None, "with max"),
    "a slice too long": (check.max_pool2d, lambda x, k, s: pooled_by(x, k, s, k + 1), None, "wrong size"),
    "a slice too short": (check.max_pool2d, lambda x, k, s: pooled_by(x, k, s, k - 1), None, "wrong size"),
    "stride one": (check.max_pool2d, pool_with_stride_one, "M7", "stride"),
    "another shuffle": (check.shuffle_all, lambda images, order:
                        np.stack([image[np.roll(order, k)] for k, image in enumerate(images)]), "M12", "one"),
    "kernel of np.convolve": (check.conv1d, lambda x, k, s: np.convolve(x, k, "valid")[::s], "M8", "np.correlate"),
    "start not multiplied": (check.conv1d, lambda x, k, s: slide(x, k, 1)[: len(slide(x, k, s))], "M7", "i * stride"),
    "stride not used": (check.conv1d, lambda x, k, s: slide(x, k, 1), "M7", "one sample at a time"),
    "jump by the kernel": (check.conv1d, lambda x, k, s: slide(x, k, len(k)), "M7", "length of the kernel"),
    "over the samples": (check.conv1d, over_the_samples, "M7", "every sample"),
    "last place missing": (check.conv1d, lambda x, k, s: slide(x, k, s)[:-1], "M1", "missing"),
    "one inside": (check.conv1d, one_inside_the_bracket, "M1", "inside the bracket"),
    "one too many": (check.conv1d, lambda x, k, s: slide(np.append(x, [0.0] * s), k, s), "M1", "too many"),
    "mean of products": (check.conv1d, lambda x, k, s: slide(x, k, s) / len(k), "M4", "mean"),
    "no weights": (check.conv1d, lambda x, k, s: slide(x, k * 0 + 1, s), None, "without its weights"),
    "running sum": (check.conv1d, lambda x, k, s: slide(x, k, s).cumsum(), None, "back to 0"),
    "whole numbers": (check.conv1d, lambda x, k, s: slide(x, k, s).astype(int), None, "np.zeros(length)"),
    "a table in the loop": (check.confusion, lambda y, a, n: counted(y[-1:], a[-1:], n), None, "last example"),
    "back too early": (check.confusion, lambda y, a, n: counted(y[:1], a[:1], n), None, "return"),
    "two loops": (check.confusion, every_pair, None, "zip"),
    "always ten": (check.confusion, lambda y, a, n: counted(y, a, 10), None, "not always ten"),
    "columns for rows": (check.confusion, lambda y, a, n: counted(y, a, n).T, None, "swapped"),
    "added once": (check.confusion, lambda y, a, n: np.minimum(1, counted(y, a, n)), None, "np.add.at"),
    "errors alone": (check.confusion, lambda y, a, n: np.where(np.eye(n), 0, counted(y, a, n)), None, "diagonal"),
    "shares": (check.confusion, lambda y, a, n: counted(y, a, n) / len(y), None, "Count"),
    "those that occur": (check.confusion, lambda y, a, n: counted(y, a, 1 + max(*y, *a, 0)), None, "never come"),
    "shape turned round": (check.flatten_index, lambda c, r, k, shape:
                           c * shape[0] * shape[1] + r * shape[1] + k, None, "come first"),
    "channels last": (check.flatten_index, lambda c, r, k, shape:
                      int(np.ravel_multi_index((r, k, c), (*shape[1:], shape[0]))), "M11", "channel 0 first"),
    "down the columns": (check.flatten_index, lambda c, r, k, shape:
                         int(np.ravel_multi_index((c, k, r), (shape[0], shape[2], shape[1]))), "M11", "along each row"),
    "rows for columns": (check.flatten_index, lambda c, r, k, shape:
                         (c * shape[1] * shape[2]) + r * shape[1] + k, None, "not by the rows"),
    "from one": (check.flatten_index, lambda c, r, k, shape:
                 int(np.ravel_multi_index((c, r, k), shape)) + 1, None, "count from 1"),
    "no channels": (check.flatten_index, lambda c, r, k, shape: r * shape[2] + k, None, "channels before it"),
    "strides ignored": (check.receptive_field, lambda layers: sum(k - 1 for k, _ in layers) + 1, "M7", "strides"),
    "sizes added": (check.receptive_field, lambda layers: sum(k for k, _ in layers), None, "add up"),
    "strides added": (check.receptive_field, strides_added, "M7", "You add them"),
    "three steps": (check.receptive_field, lambda layers: seen([(k + 1, s) for k, s in layers]), None, "two steps"),
    "the jump": (check.receptive_field, lambda layers: int(np.prod([s for _, s in layers])), None, "how much one"),
    "own stride": (check.receptive_field, lambda layers: seen([(s * (k - 1) + 1, s) for k, s in layers]), None, "own"),
    "first layer first": (check.receptive_field, lambda layers: seen(layers[::-1]), None, "last layer first"),
    "last layer alone": (check.receptive_field, lambda layers: [1, *(k for k, _ in layers)][-1], None, "alone"),
    "one too few": (check.receptive_field, lambda layers: seen(layers) - 1, None, "one pixel"),
    "two brackets": (check.occlude, two_brackets, None, "comma"),
    "whole rows": (check.occlude, whole_rows, None, "Whole rows"),
    "one cell": (check.occlude, lambda x, t, l, n: spared(x, t, l, 1), None, "one cell"),
    "square too large": (check.occlude, lambda x, t, l, n: spared(x, t, l, n + 1), None, "too large"),
    "swapped": (check.occlude, lambda x, t, l, n: spared(x, l, t, n), None, "swapped"),
    "the rest": (check.occlude, lambda x, t, l, n: x - spared(x, t, l, n), None, "the rest"),
    "middle": (check.occlude, lambda x, t, l, n: spared(x, t - n // 2, l - n // 2, n), None, "corner"),
    "not summed": (check.conv2d, write_unsummed, None, ".sum()"),
    "whole image": (check.conv2d, lambda x, k: x * k, None, "one window at a time"),
    "always two by two": (check.conv2d, always_two_by_two, None, "2 x 2"),
    "range too short": (check.conv1d, lambda x, k, s: np.array(
                        [x[i : i + len(k)] @ k for i in range(0, len(x) - len(k), s)]), "M1", "range(0, L - k + 1"),
    "true division": (check.conv1d, lambda x, k, s: np.zeros((len(x) - len(k)) / s + 1), "M1", "//"),
    "numbered by starts": (check.conv1d, numbered_by_starts, "M7", "count the outputs"),
    "both biases": (check.dense_params, lambda n_in, n_out, bias=True: n_in * n_out + n_in + n_out, "M6", "each input"),
    "else nothing": (check.dense_params, lambda n_in, n_out, bias=True:
                     n_in * n_out + n_out if bias else 0, None, "still there"),
    "bias upside down": (check.dense_params, lambda n_in, n_out, bias=True:
                         n_in * n_out + (0 if bias else n_out), "M6", "other way round"),
    "always three": (check.count_inputs, lambda rows, columns, channels=1: 3 * rows * columns, None, "three channels"),
    "added channels": (check.count_inputs, lambda rows, columns, channels=1: rows + columns * channels, None, "add"),
    "channels forgotten": (check.count_inputs, lambda rows, columns, channels=1: rows * columns, None, "channel"),
    "plain mean": (check.average_gradients, lambda a, n, b, m: np.mean([a, b], axis=0), None, "48 examples"),
    "sum": (check.average_gradients, lambda a, n, b, m: np.add(a, b), None, "already a mean"),
    "weights exchanged": (check.average_gradients, lambda a, n, b, m: a * m / (n + m) + b * n / (n + m), None, "other"),
    "never divided": (check.average_gradients, lambda a, n, b, m: a * n + b * m, None, "never divide"),
    "divided by two": (check.average_gradients, lambda a, n, b, m: a * n / 2 + b * m / 2, None, "examples together"),
    "not multiplied": (check.average_gradients, lambda a, n, b, m: np.add(a, b) / (m + n), None, "multiply"),
    "one part": (check.average_gradients, lambda a, n, b, m: 1 * b, None, "one part"),
    "bracket forgotten": (check.average_gradients, lambda a, n, b, m: n * a + m * b / (n + m), None, "bracket"),
    "floor": (check.average_gradients, lambda a, n, b, m: (n * a + m * b) // (n + m), None, "decimal point"),
    "mean of all": (check.average_gradients, lambda a, n, b, m: np.mean([a, b]), None, "keep"),
    "another": (check.average_gradients, lambda a, n, b, m: a * b, None, "Turn each mean back"),
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
    monkeypatch.setattr(attempts, "SECONDS", 0.01)
    before = threading.active_count()
    for fn in [forever, stubborn, restart] * 30:
        assert isinstance(attempts.attempt(fn, [], case()).error, attempts.Stopped)
    until = time.monotonic() + 2
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() <= before


def chatty(image, kernel):
    while True:
        print(image)


def test_a_function_that_prints_is_heard_at_first_and_does_not_flood_the_page(capsys):
    assert "never ends" in check.conv2d(chatty).message
    printed = capsys.readouterr().out
    assert printed.startswith("[[")
    assert printed.endswith("(The rest of what your function prints is left out.)\n")
    assert len(printed) < 2100
    print("afterwards all is printed again")
    assert capsys.readouterr().out == "afterwards all is printed again\n"


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


ONE_AXIS = {
    "a flipped kernel": (check.conv1d, lambda x, k, s: slide(x, k[::-1], s)),
    "an order not used": (check.shuffle_all, lambda images, order: images),
    "an order that is changed": (check.shuffle_all, lambda images, order: order.fill(0)),
    "a signal that is changed": (check.conv1d, lambda x, k, s: x.fill(0)),
}


@pytest.mark.parametrize(("checker", "fn"), ONE_AXIS.values(), ids=ONE_AXIS)
def test_arrays_of_one_axis_are_shown_as_one_row(checker, fn):
    result = checker(fn)
    assert result.ok is False
    assert len(repr(result).splitlines()) > 3
    assert result._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("answer", "fragment"),
    [
        (lambda x, k, s: slide(x, k, s).tolist(), "The numbers in it are right."),
        (lambda x, k, s: slide(x, k, s)[None], "shape (1, 3); the answer must have one axis"),
        (lambda x, k, s: slide(x, k, s).astype(str), "must hold numbers"),
    ],
)
def test_an_answer_that_is_no_row_of_numbers_is_a_sentence(answer, fragment):
    result = check.conv1d(answer)
    assert result.ok is False
    assert fragment in result.message


def test_the_place_of_a_wrong_number_is_named():
    result = check.conv1d(lambda x, k, s: slide(x, k, s) + (np.arange(len(slide(x, k, s))) == 2))
    assert "1 of 3 numbers is wrong: the one at place 2 should be -6, and your function has -5" in result.message
