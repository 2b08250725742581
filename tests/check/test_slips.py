"""Every wrong answer that a checker knows: given it, the checker says no, and gives the hint that belongs to it."""

import pytest
from checkers import EXERCISES, MODULES

from cnnlab.check.examine import examine

KNOWN = [
    pytest.param(exercise, known, wrong, id=f"{exercise.name}-{number}-{variant}")
    for exercise in EXERCISES
    for number, known in enumerate(exercise.slips)
    for variant, wrong in enumerate(known.wrong)
]


def test_every_checker_has_an_exercise_of_its_name_but_those_of_what_is_built_or_told():
    named = {exercise.name for exercise in EXERCISES}
    assert MODULES.keys() - named == {"small_network", "ten_maps", "diagnosis"}
    assert len(named) == len(EXERCISES)


@pytest.mark.parametrize(("exercise", "known", "wrong"), KNOWN)
def test_a_known_wrong_answer_is_known(exercise, known, wrong):
    result = examine(exercise, wrong)
    assert result.ok is False
    assert (result.hint, result.misconception) == (known.hint, known.tag)


def test_the_misconceptions_that_code_can_betray_are_known():
    """M9 and M14 are opinions about networks: the quizzes and the Bug Zoo ask for them."""
    tags = {known.tag for exercise in EXERCISES for known in exercise.slips} - {None}
    assert tags == {f"M{number}" for number in range(1, 15)} - {"M9", "M14"}
