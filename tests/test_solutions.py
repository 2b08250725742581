"""Every collapsed solution of a lesson passes the checker of its exercise, and the stub it replaces is not an error."""

import json
import re

import pytest

from cnnlab import check
from tools.places import NOTEBOOKS

IMPORTS = "import numpy as np\nfrom cnnlab import nn\n"  # what a lesson has imported by then
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))


def exercises(path):
    """(checker, function, stub, solution) for each `check.NAME(function)` cell of a lesson."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    for place, text in enumerate(texts):
        if match := re.fullmatch(r"check\.(\w+)\((\w+)\)", text.strip()):
            solution = re.search(r"<summary>Solution</summary>\s*```python\n(.*?)```", texts[place + 1], re.S)
            hint = "<summary>Hint</summary>" in texts[place + 1]
            yield *match.groups(), texts[place - 1], solution and solution[1], hint


FOUND = [(path.stem, *exercise) for path in LESSONS for exercise in exercises(path)]
NAMES = [f"{lesson} {checker}" for lesson, checker, *_ in FOUND]


def test_there_are_exercises():
    assert {lesson[:2] for lesson, *_ in FOUND} >= {"00", "01", "02", "03"}


@pytest.mark.parametrize(("lesson", "checker", "function", "stub", "solution", "hint"), FOUND, ids=NAMES)
def test_a_solution_passes_and_its_stub_is_not_attempted(lesson, checker, function, stub, solution, hint):
    assert hint, "an exercise needs a collapsed hint"
    assert solution, "an exercise needs a collapsed solution"
    space = {}
    exec(IMPORTS + solution, space)
    result = getattr(check, checker)(space[function])
    assert result.ok, result.message
    exec(IMPORTS + stub, space)
    result = getattr(check, checker)(space[function])
    assert result.ok is None
    assert "not attempted" in str(result).lower()
