"""The checker `cross_entropy_grad`: it accepts what is right, and knows what a wrong answer betrays."""

import math

import numpy as np
import pytest
from learner import assert_betrays

from cnnlab import check


def softmax(scores):
    exps = [math.exp(score - max(scores)) for score in scores]
    return np.array(exps) / sum(exps)


def one_at(scores, place):
    return np.eye(len(scores))[place]


def plainly(scores, right):
    with np.errstate(all="ignore"):
        grad = np.exp(scores) / np.exp(scores).sum()
    grad[right] -= 1
    return grad


WRONG = {
    "probabilities": (lambda s, r: softmax(s), "take 1 away"),
    "turned sign": (lambda s, r: one_at(s, r) - softmax(s), "sign"),
    "1 from all": (lambda s, r: softmax(s) - 1, "Only that of the right class"),
    "1 at the answer": (lambda s, r: softmax(s) - one_at(s, np.argmax(s)), "the network's answer"),
    "counted from 1": (lambda s, r: softmax(s) - one_at(s, r - 1), "counted from 0"),
    "no softmax": (lambda s, r: s - one_at(s, r), "probabilities of the scores first"),
    "never divided": (lambda s, r: np.exp(s - s.max()) - one_at(s, r), "never divide"),
    "divided by the sum": (lambda s, r: s / s.sum() - one_at(s, r), "exp of them first"),
    "the right one alone": (lambda s, r: (softmax(s) - 1) * one_at(s, r), "wrong score"),
    "the losses": (lambda s, r: np.log(np.exp(s - s.max()).sum()) + s.max() - s, "no logarithm"),
    "of the probability": (lambda s, r: -one_at(s, r) / np.maximum(softmax(s), 1e-300), "-1 / p"),
    "mean": (lambda s, r: (softmax(s) - one_at(s, r)) / len(s), "number of classes"),
    "too large": (plainly, "nan"),
}


def test_the_right_answer_written_another_way_passes():
    result = check.cross_entropy_grad(lambda s, r: [p - (k == r) for k, p in enumerate(softmax(s))])
    assert result.ok is True, result.message


@pytest.mark.parametrize(("fn", "fragment"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_fails_with_the_hint_for_what_it_betrays(fn, fragment):
    assert_betrays(check.cross_entropy_grad(fn), None, fragment)
