"""What is said of an exception: its own words, its line, and what they mean; no slip is guessed."""

import numpy as np
import pytest
from learner import slide

from cnnlab import check
from cnnlab.check.errors import explained


def room(image, kernel, more=0):
    return [n - m + 1 + more for n, m in zip(image.shape, kernel.shape, strict=True)]


def without_the_one(image, kernel):
    out = np.zeros(room(image, kernel, -1))
    for row in range(room(image, kernel)[0]):
        for column in range(room(image, kernel)[1]):
            out[row, column] = 1
    return out


def into_an_empty_list(image, kernel):
    out = []
    out[0][0] = 1
    return out


def five_names(image, kernel):
    a, b, c, d, e = image
    return a + b + c + d + e


def two_names_of_rows(image, kernel):
    rows, columns = image
    return rows * columns


def third_entry(image, kernel):
    return np.zeros(image.shape[2])


def sum_of_both(image, kernel):
    return image + kernel


def products_of_both(image, kernel):
    return image * kernel


def one_row_too_many(image, kernel):
    rows, columns = room(image, kernel, 1)
    out = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            for i, j in np.ndindex(kernel.shape):
                out[row, column] += image[row + i, column + j] * kernel[i, j]
    return out


def loop_over_a_number(signal, kernel, stride):
    return [signal[i] for i in len(signal)]


def loop_over_a_float(signal, kernel, stride):
    half = len(signal) * 0.5
    return np.zeros(half)


def divided(signal, kernel, stride):
    return np.zeros((len(signal) - len(kernel)) / stride + 1)


def in_place(image, kernel):
    return np.add(image, 0.5, out=np.zeros(image.shape, int))


SAID = {
    "a forgotten + 1": (
        check.conv2d,
        without_the_one,
        "along axis 1 each must be below 1, and 1 is not",
    ),
    "an empty list": (check.conv2d, into_an_empty_list, "An empty list has no places"),
    "five names": (check.conv2d, five_names, "There are 5 names on the left, and 3 on the right"),
    "two names": (check.conv2d, two_names_of_rows, "There are 2 names on the left, and more values"),
    "a third entry": (check.conv2d, third_entry, "the entries 0 and 1"),
    "a sum of two shapes": (check.conv2d, sum_of_both, "number by number: (3,3) (2,2). Take of the larger"),
    "a loop over a number": (check.conv1d, loop_over_a_number, "write range(n)"),
    "a size that is no whole number": (check.conv1d, loop_over_a_float, "use //"),
    "a type without room": (check.conv2d, in_place, "An array of int64 has no room for numbers of float64"),
    "arguments": (check.conv2d, lambda image: image, "must be: def conv2d(image, kernel):"),
    "arguments with defaults": (
        check.count_inputs,
        lambda rows, columns: 6,
        "def count_inputs(rows, columns, channels=1):",
    ),
    "a name": (check.conv2d, lambda image, kernel: imagee, "Nothing is called imagee"),  # noqa: F821
    "division by zero": (check.conv2d, lambda image, kernel: 1 / 0, "divided by 0"),
    "no memory": (check.conv2d, lambda image, kernel: np.zeros((10**7, 10**7)), "larger than the memory"),
    "brackets": (check.conv2d, lambda image, kernel: image(0, 0), "square brackets"),
    "no parts": (check.conv2d, lambda image, kernel: image[0, 0][0], "has no parts"),
    "truth": (check.conv2d, lambda image, kernel: 1 if image > 0 else 0, "array gives many answers"),
    "a tuple and a number": (check.conv2d, lambda image, kernel: image.shape - 1, "'tuple' and 'int'"),
}


@pytest.mark.parametrize(("checker", "fn", "fragment"), SAID.values(), ids=SAID)
def test_an_exception_is_explained_and_no_slip_is_guessed(checker, fn, fragment):
    result = checker(fn)
    assert result.ok is False
    assert result.misconception is None
    assert fragment in result.message
    assert "Error" in result.message


SLIPS = {
    "the product of both": (check.conv2d, products_of_both, None, "Take one window at a time"),
    "one row too many": (check.conv2d, one_row_too_many, "M1", "one row and one column too many"),
    "a division": (check.conv1d, divided, "M1", "which leaves a fraction of a step"),
    "a number taken apart": (
        check.conv_params,
        lambda n, m, k, bias=True: m * (n * k[0] * k[1] + bias),
        None,
        "one whole",
    ),
}


@pytest.mark.parametrize(("checker", "fn", "tag", "fragment"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_where_the_exception_is_its_own(checker, fn, tag, fragment):
    result = checker(fn)
    assert result.ok is False
    assert result.misconception == tag
    assert fragment in result.hint


def test_the_line_of_an_exception_is_named():
    def conv2d(image, kernel):
        return np.zeros(image.shape)[9, 9]

    assert "(`return np.zeros(image.shape)[9, 9]`): index 9 is out of bounds" in check.conv2d(conv2d).message


def test_private_types_go_by_their_public_name():
    message = check.conv2d(in_place).message
    assert "ends with UFuncTypeError in line" in message


def test_an_exception_that_is_not_known_is_not_explained():
    assert explained(ValueError("something of one's own")) == ""
    assert check.conv1d(lambda x, k, s: slide(x, k, s)).ok
