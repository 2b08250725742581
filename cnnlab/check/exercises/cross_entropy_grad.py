"""The exercise `cross_entropy_grad`: the gradient of the loss with respect to the scores.

The wrong answers are written with short names: s scores, r the right class.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.check.answers import series
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def cross_entropy_grad(fn):
    """Check fn(scores, right) -> array: for each score (n,), how fast minus log p of the class `right` changes with it.

    >>> cross_entropy_grad(lambda scores, right: scores - scores.max()).ok
    False
    """
    return examine(EXERCISE, fn)


def right(scores, right):
    """The right answer, with the learner's signature: (n,) and a class from 0 -> (n,)."""
    return F.cross_entropy_backward(1, scores[None], np.array([right]))[0]


def _p(s):
    return F.softmax(s[None])[0]


def _at(s, r):
    """1 at the place r, 0 elsewhere."""
    return (np.arange(len(s)) == r).astype(float)


def _random_case(rng):
    scores = rng.integers(-12, 13, int(rng.integers(2, 8))) / 4
    scores[0] += 0.25 * (scores.sum() == 0)  # by which somebody may divide
    return case(scores, int(rng.integers(len(scores))))


EXERCISE = Exercise(
    name="cross_entropy_grad",
    right=right,
    kind=series,
    cases=(
        case([2, 1, -1], 1),
        case([0, 1, 0.5, -2], 0),
        case([1, 3], 1),
        case([1, 1, 1, 1], 2),
        case([-1, 0.5, 2, 0, 1], 4),
        case([0.5, -0.5, 3, 1, 0, 2, -1, 1.5, 0, 1], 7),
        case([1000, 999, 998], 2),
        case([-1000, -1001], 0),
        case([3, 1000, 0], 0),
    ),
    random=_random_case,
    slips=(
        slip(
            None,
            "These are the probabilities, as if every score should go down. At the right class take 1 away.",
            lambda s, r: _p(s),
        ),
        slip(
            None,
            "The sign is turned: the loss falls when the right score goes up, so its gradient is negative. The minus "
            "of gradient descent belongs to the step.",
            lambda s, r: _at(s, r) - _p(s),
            lambda s, r: np.where(_at(s, r) > 0, 1 - _p(s), _p(s)),
        ),
        slip(
            None,
            "You take 1 away from every probability. Only that of the right class gets it; the others stay.",
            lambda s, r: _p(s) - 1,
        ),
        slip(
            None,
            "You take 1 away at the largest score, which is the network's answer. It belongs to the right class.",
            lambda s, r: _p(s) - _at(s, s.argmax()),
        ),
        slip(
            None,
            "You take 1 away one place off: classes are counted from 0, so the right one is at scores[right].",
            lambda s, r: _p(s) - _at(s, (r - 1) % len(s)),
        ),
        slip(
            None,
            "You take 1 away from a score. Make probabilities of the scores first: exp, then divide by the sum.",
            lambda s, r: s - _at(s, r),
        ),
        slip(
            None,
            "You never divide: these are the exps. Divided by their sum they are the probabilities.",
            lambda s, r: np.exp(s - s.max()) - _at(s, r),
            lambda s, r: np.exp(np.minimum(s, 700)) - _at(s, r),
        ),
        slip(
            None,
            "You divide the scores by their sum. That makes shares that may be negative: take exp of them first.",
            lambda s, r: s / s.sum() - _at(s, r),
        ),
        slip(
            None,
            "Only the right score gets a gradient here. A wrong score has taken its share of the probability from the "
            "right one, and so it has a gradient, too: that share.",
            lambda s, r: (_p(s) - 1) * _at(s, r),
        ),
        slip(
            None,
            "These are losses, not their gradients: no logarithm is left in the gradient.",
            lambda s, r: F.cross_entropy(s[None], np.array([r])) * np.ones(len(s)),
            lambda s, r: s.max() - s + np.log(np.exp(s - s.max()).sum()),
        ),
        slip(
            None,
            "-1 / p is how fast the loss changes with the probability. Asked for is how it changes with the scores: "
            "every one of them changes that probability.",
            lambda s, r: -_at(s, r) / np.maximum(_p(s), 1e-300),
        ),
        slip(
            None,
            "You divide by the number of classes. It is the loss of a single example: there is no mean to take.",
            lambda s, r: right(s, r) / len(s),
        ),
    ),
    advice="Make probabilities of the scores: exp of each, divided by the sum of all exps. Then take 1 away at the "
    "right class. Where nan comes out, an exp was too large to be stored: subtract the largest score from all first.",
)
