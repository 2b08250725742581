"""The form of an answer: a whole number, or an array of numbers; whatever else comes is a sentence."""

from fractions import Fraction

import numpy as np
import pytest
from checkers import OF_FUNCTIONS
from learner import convolve, slide

from cnnlab import check


@pytest.mark.parametrize("answer", [8.5, "8", None, True, [8], np.nan, np.inf, 8j, Fraction(17, 2)])
def test_an_answer_that_is_no_whole_number_is_a_sentence(answer):
    result = check.dense_params(lambda n_in, n_out, bias=True: answer)
    assert result.ok is False
    assert "whole number" in result.message or "no number" in result.message


@pytest.mark.parametrize("kind", [np.int64, float, np.float32, np.array, Fraction])
def test_whole_numbers_of_any_type_are_whole_numbers(kind):
    result = check.dense_params(lambda n_in, n_out, bias=True: kind(n_in * n_out + n_out * bias))
    assert result.ok, result.message


@pytest.mark.parametrize("kind", [list, tuple, np.ndarray.tolist, lambda row: [np.array(value) for value in row]])
def test_a_list_of_which_numpy_makes_the_array_is_that_array(kind):
    result = check.conv1d(lambda x, k, s: kind(slide(x, k, s)))
    assert result.ok, result.message


@pytest.mark.parametrize(
    ("answer", "fragment"),
    [
        (lambda x, k, s: slide(x, k, s)[None], "shape (1, 3); the answer must have one axis"),
        (lambda x, k, s: slide(x, k, s).astype(str), "must hold numbers"),
        (lambda x, k, s: slide(x, k, s).astype(object), "must hold numbers"),
        (lambda x, k, s: slide(x, k, s).astype(complex), "must hold numbers"),
        (lambda x, k, s: slide(x, k, s)[1:].tolist(), "returned a list of shape (2,)"),
        (lambda x, k, s: [[1], [2, 3]], "returned a list whose rows differ in length"),
        (lambda x, k, s: [Fraction(1, 2)], "returned a list of which NumPy makes no array of numbers"),
        (lambda x, k, s: (value for value in slide(x, k, s)), "returned a generator"),
        (lambda x, k, s: {1: 2}, "returned a dict"),
        (lambda x, k, s: float(slide(x, k, s)[0]), "returned -3.0, a float"),
        (lambda x, k, s: x.copy().sort(), "None (is there a `return`?)"),
    ],
)
def test_an_answer_that_is_no_row_of_numbers_is_a_sentence(answer, fragment):
    result = check.conv1d(answer)
    assert result.ok is False
    assert fragment in result.message


def test_rounded_numbers_are_told_from_those_that_are_not():
    result = check.average_gradients(lambda a, n, b, m: np.round((n * a + m * b) / (n + m), 4))
    should, got = result.finding.split(" should be ")[1].rstrip(".").split(", and your function has ")
    assert should != got
    assert "You round to 4 decimals" in result.hint
    assert got in repr(result).partition("got")[2]
    assert should in repr(result).partition("expected")[2]


# --------------------------------------------------------------------------------------------- answers that lie in wait


class Unreadable:
    def __array__(self, *args, **options):
        raise RuntimeError("no")

    def __repr__(self):
        raise RuntimeError("no")


class Endless(int):
    def __index__(self):
        while True:
            pass


class Silent(Exception):
    def __str__(self):
        raise RuntimeError("no")


class Odd(BaseException):
    pass


def raises(error):
    def fn(*args, **options):
        raise error

    return fn


def inside_itself(*args, **options):
    row = []
    row.append(row)
    return row


HOSTILE = {
    "401 digits": lambda *args, **options: 10**400,
    "5001 digits": lambda *args, **options: -(10**5000),
    "a list of 5001 digits": lambda *args, **options: [10**5000],
    "huge": lambda *args, **options: np.broadcast_to(1.0, (10**5,) * 3),
    "huge, whole": lambda *args, **options: np.broadcast_to(1, (10**5,) * 2),
    "no numbers": lambda *args, **options: np.zeros((0, 0)),
    "NaN": lambda *args, **options: np.full((2, 2), np.nan),
    "infinity": lambda *args, **options: float("inf"),
    "the largest": lambda *args, **options: np.full((2, 2), 1e308),
    "a date": lambda *args, **options: np.datetime64("2026-01-01"),
    "a list inside itself": inside_itself,
    "an array that is none": lambda *args, **options: Unreadable(),
    "a list of them": lambda *args, **options: [Unreadable()],
    "a number without end": lambda *args, **options: Endless(3),
    "a class": lambda *args, **options: int,
    "longdouble": lambda *args, **options: np.longdouble(0.5),
    "an exception without words": raises(Silent()),
    "an exception of no common kind": raises(Odd("this")),
    "a group of exceptions": raises(BaseExceptionGroup("some", [Odd("this"), ValueError("that")])),
    "the end of a generator": raises(GeneratorExit()),
}


@pytest.mark.parametrize("name", OF_FUNCTIONS)
@pytest.mark.parametrize("fn", HOSTILE.values(), ids=HOSTILE)
def test_whatever_comes_back_is_a_sentence(name, fn, monkeypatch):
    monkeypatch.setattr("cnnlab.check.attempt.SECONDS", 0.05)
    result = getattr(check, name)(fn)
    assert result.ok is False
    assert name in result.message
    assert "Traceback" not in repr(result)


@pytest.mark.parametrize("fn", HOSTILE.values(), ids=HOSTILE)
def test_whatever_comes_back_can_be_drawn(fn, monkeypatch):
    monkeypatch.setattr("cnnlab.check.attempt.SECONDS", 0.05)
    for checker in (check.conv2d, check.dense_params):
        assert "<div" in checker(fn)._repr_html_()


class HasNoCode:
    __code__ = 5

    def __call__(self, *args):
        raise ValueError("this")


def test_what_can_be_called_may_be_anything():
    assert "ends with ValueError: this" in check.conv2d(HasNoCode()).message
    assert "was given a number with about 5001 digits" in check.conv2d(10**5000).message


def test_a_class_of_functions_is_a_function():
    class Convolution:
        def __call__(self, image, kernel):
            return convolve(image, kernel)

    assert check.conv2d(Convolution()).ok
    assert check.conv2d(Convolution().__call__).ok
