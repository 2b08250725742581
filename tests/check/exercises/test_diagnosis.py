"""The checker `diagnosis`, of the Bug Zoo: it says what to look at again, and never the answer."""

import pytest

from cnnlab import bug_zoo, check

each_specimen = pytest.mark.parametrize("name", bug_zoo.SPECIMENS)
HEALTHY = [name for name in bug_zoo.SPECIMENS if bug_zoo.reveal(name) == "healthy"]


def truth():
    return {name: bug_zoo.reveal(name) for name in bug_zoo.SPECIMENS}


def test_the_right_diagnosis_is_right():
    result = check.diagnosis(truth())
    assert result.ok is True
    assert repr(result).startswith("Right.")


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(bug_zoo.SPECIMENS), {"A": ...}])
def test_no_answers_are_not_attempted(answers):
    result = check.diagnosis(answers)
    assert result.ok is None
    assert repr(result).startswith("Not attempted yet.")
    assert "Not attempted yet." in result._repr_html_()


def test_some_right_answers_are_not_complete():
    result = check.diagnosis({"A": bug_zoo.reveal("A")})
    assert result.ok is None
    assert repr(result).startswith("Not complete yet. 1 of 8 specimens is diagnosed right; still open: B, C,")


@each_specimen
def test_whoever_trusts_the_accuracy_is_told_that_it_says_little(name):
    result = check.diagnosis({name: "healthy"})
    if name in HEALTHY:
        assert result.ok is None
    else:
        assert result.ok is False
        assert result.misconception == "M14"
        assert "accuracy" in result.hint


@each_specimen
def test_a_wrong_diagnosis_gets_a_hint_and_never_the_answer(name):
    for said in bug_zoo.FAULTS:
        if said != bug_zoo.reveal(name):
            result = check.diagnosis({name: said})
            assert result.ok is False
            assert result.hint
            for text in (repr(result), result._repr_html_()):
                assert bug_zoo.FAULTS[bug_zoo.reveal(name)] not in " ".join(text.split())


def test_the_right_kind_of_layer_is_acknowledged():
    specimen = next(name for name in bug_zoo.SPECIMENS if bug_zoo.reveal(name) == "not turned")
    assert "kind of layer is right" in check.diagnosis({specimen: "stride 1"}).hint
    assert "kind of layer is right" not in check.diagnosis({specimen: "everybody"}).hint


@pytest.mark.parametrize(
    ("answers", "fragment"),
    [
        (3, "dict"),
        ({"A": 10**5000}, "is not in"),
        ({"Z": "healthy"}, "'Z'"),
        ({"A": "a flip"}, "'a flip' is not in"),
        ({"A": ["x"]}, "is not in"),
    ],
)
def test_strange_answers_are_a_sentence(answers, fragment):
    result = check.diagnosis(answers)
    assert result.ok is False
    assert fragment in result.message


def test_the_verdict_shows_text_as_text():
    assert "<b>" not in check.diagnosis({"A": "<b>no</b>"})._repr_html_()
