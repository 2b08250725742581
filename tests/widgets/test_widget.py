"""What all widgets share: Python tells the page which of its choices it has taken."""

import pytest
import traitlets

from cnnlab import widgets
from cnnlab.widgets import Quiz, ShapeExplorer
from tools.every_widget import every_widget


@pytest.mark.parametrize("name", widgets.__all__)
def test_a_choice_is_answered_by_its_number(name):
    widget = every_widget()[name]
    widget.set_state({"_asked": 3})
    assert widget._heard == 3
    assert not {"_asked", "_heard"} & widget.state().keys(), "a page without Python asks nobody"


def test_the_number_comes_after_all_that_follows_from_the_choice():
    explorer, taken = ShapeExplorer(6, 3), []
    explorer.observe(lambda change: taken.append((change.name, explorer.message)), ["padding", "message", "_heard"])
    explorer.set_state({"_asked": 1, "kernel_size": 9})
    assert [name for name, _ in taken] == ["message", "_heard"]
    assert "does not fit" in taken[1][1]


def test_a_choice_that_is_refused_is_not_answered():
    options = [{"text": text, "right": text == "four", "why": "."} for text in ("three", "four")]
    quiz = Quiz([{"ask": "Two and two?", "options": options}])
    with pytest.raises(traitlets.TraitError):
        quiz.set_state({"_asked": 1, "answers": {"0": [7]}})
    assert quiz._heard == 0
