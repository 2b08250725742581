"""The exercise `confusion`: counting right and wrong answers class by class."""

import numpy as np

from cnnlab.check.answers import grid
from cnnlab.check.examine import examine
from cnnlab.check.exercise import Exercise, case, slip


def confusion(fn):
    """Check fn(labels, answers, classes) -> array: row i, column j counts the examples of class i called class j.

    >>> import numpy as np
    >>> confusion(lambda labels, answers, classes: np.zeros((classes, classes))).ok
    False
    """
    return examine(EXERCISE, fn)


def right(labels, answers, classes):
    """The right answer, with the learner's signature: row i, column j counts the examples of class i called class j."""
    table = np.zeros((classes, classes), int)
    np.add.at(table, (labels, answers), 1)
    return table


def _whole_numbers(labels, answers, classes):
    """A `case` of arrays of int: they are places in a table."""
    return case(np.array(labels), np.array(answers), classes)


def _random_case(rng):
    classes, count = int(rng.integers(2, 7)), int(rng.integers(1, 30))
    labels = rng.integers(0, classes, count)
    answers = np.where(rng.random(count) < 0.6, labels, rng.integers(0, classes, count))
    return case(labels, answers, classes)


def _each_pair_once(labels, answers, classes):
    table = np.zeros((classes, classes), int)
    table[labels, answers] += 1
    return table


EXERCISE = Exercise(
    name="confusion",
    right=right,
    kind=grid,
    cases=(
        _whole_numbers([0, 1, 1, 2], [0, 1, 2, 2], 3),
        _whole_numbers([0, 0, 0, 1], [1, 1, 0, 1], 2),
        _whole_numbers([2, 2, 2, 2, 0], [2, 1, 1, 2, 0], 4),
        _whole_numbers([1], [0], 2),
        _whole_numbers([0, 0], [0, 0], 1),
    ),
    random=_random_case,
    large=(_whole_numbers([0] * 2101 + [1] * 300, [1] * 2101 + [1] * 300, 2),),  # more than 8 and 16 bits count to
    slips=(
        slip(
            None,
            "Only the last example is left: is the table made anew inside the loop?",
            lambda labels, answers, classes: right(labels[-1:], answers[-1:], classes),
        ),
        slip(
            None,
            "Only the first example is counted: is `return` indented too far, inside the loop?",
            lambda labels, answers, classes: right(labels[:1], answers[:1], classes),
        ),
        slip(
            None,
            "Every label is paired with every answer. Walk through both together, with zip: each example has one.",
            lambda labels, answers, classes: np.outer(*(np.bincount(a, minlength=classes) for a in (labels, answers))),
        ),
        slip(
            None,
            "There are `classes` rows and columns, not always ten.",
            lambda labels, answers, classes: right(labels, answers, 10),
        ),
        slip(
            None,
            "Rows and columns are swapped: a row is what the digit was, a column what it was called.",
            lambda labels, answers, classes: right(answers, labels, classes),
        ),
        slip(
            None,
            "Each pair is counted once, however often it comes: `table[labels, answers] += 1` adds only one to a cell. "
            "Use a loop, or np.add.at.",
            _each_pair_once,
        ),
        slip(
            None,
            "The right answers are missing: they belong on the diagonal.",
            lambda labels, answers, classes: right(labels, answers, classes) * (1 - np.eye(classes, dtype=int)),
        ),
        slip(
            None,
            "Only the right answers are counted: the errors belong off the diagonal.",
            lambda labels, answers, classes: np.diag(np.diag(right(labels, answers, classes))),
        ),
        slip(
            None,
            "These are shares. Count the examples.",
            lambda labels, answers, classes: right(labels, answers, classes) / len(labels),
            lambda labels, answers, classes: (
                right(labels, answers, classes) / np.maximum(1, np.bincount(labels, minlength=classes))[:, None]
            ),
        ),
        slip(
            None,
            "The table has `classes` rows and columns, also for classes that never come.",
            lambda labels, answers, classes: right(labels, answers, int(max(labels.max(), answers.max())) + 1),
        ),
    ),
    advice="Start from zeros, and add 1 at [label, answer] for each example.",
)
