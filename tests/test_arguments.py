"""What must be numbers is a copy of them in float64, or one sentence that names what came instead."""

from fractions import Fraction

import numpy as np
import pytest

from cnnlab._arguments import as_numbers, as_pair


@pytest.mark.parametrize(
    "values", [[[1, 2]], [[True, 2.0]], np.array([[1, 2]], np.uint8), [[Fraction(1), 2]], np.ones((1, 2), np.float16)]
)
def test_numbers_of_any_kind_become_float64(values):
    found = as_numbers("grid", values)
    assert (found.dtype, found.shape) == (np.float64, (1, 2))
    assert found[0, 0] == 1


def test_whole_numbers_beyond_64_bits_are_numbers_too():
    assert as_numbers("grid", [10**20]).tolist() == [1e20]


def test_the_numbers_are_a_copy():
    values = np.ones(3)
    as_numbers("grid", values)[:] = 0
    assert values.tolist() == [1, 1, 1]


@pytest.mark.parametrize("values", [[[1, 2], [3]], [["a"]], [["1"]], [[1j]], "text", {"a": 1}, [[object()]]])
def test_anything_else_is_refused_and_quoted(values):
    with pytest.raises(TypeError, match=r"grid must be a grid of numbers, all rows of one length, got \S") as caught:
        as_numbers("grid", values)
    assert len(str(caught.value)) < 150


def test_the_form_that_was_wanted_is_in_the_sentence():
    with pytest.raises(TypeError, match="signal must be a list of numbers, got 'text'"):
        as_numbers("signal", "text", "a list of numbers")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, None])
def test_what_is_no_finite_number_is_refused(value):
    with pytest.raises(ValueError, match="grid must hold finite numbers, got NaN or infinity"):
        as_numbers("grid", [1.0, value])


@pytest.mark.parametrize("pair", [(1, 2), [1, 2], (np.int64(1), 2)])
def test_a_pair_is_two_plain_ints(pair):
    found = as_pair("stride", pair, 1)
    assert found == (1, 2)
    assert [type(number) for number in found] == [int, int]


@pytest.mark.parametrize("pair", [(1, 1.0), (True, 1), (1, "1")])
def test_a_pair_of_anything_else_is_refused(pair):
    with pytest.raises(TypeError, match=r"stride .* must be a whole number"):
        as_pair("stride", pair, 1)
