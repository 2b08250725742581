"""The form that an answer must have: a whole number, or an array of numbers."""

import numpy as np
import pytest
from learner import slide

from cnnlab import check


@pytest.mark.parametrize("answer", [8.0, "8", None, True, [8]])
def test_an_answer_that_is_no_whole_number_is_a_sentence(answer):
    result = check.dense_params(lambda n_in, n_out, bias=True: answer)
    assert result.ok is False
    assert "whole number" in result.message or "no number" in result.message


def test_whole_numbers_of_numpy_are_whole_numbers():
    assert check.dense_params(lambda n_in, n_out, bias=True: np.int64(n_in * n_out + n_out * bias)).ok


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
