"""`assert check.NAME(function).ok` where nbgrader and otter grade: the cells and the file that TEACHING.md shows.

They are run as these tools run them: nbgrader takes a cell of tests that ends without an error, otter runs doctests
with the names of the notebook. The tools themselves (nbgrader 0.9.6, otter-grader 7.0.0) were tried, and gave the same
points.
"""

import doctest
import re
from textwrap import dedent

import nbformat
import pytest
from nbclient import NotebookClient

from tools.live import QUIETLY
from tools.places import NOTEBOOKS

PAGE = (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8").partition("## In nbgrader and otter")[2]
ANSWER, TEST, TEST_WITH_WORDS, OTTER = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
IMPORTS = "import numpy as np\nfrom cnnlab import check"
SOLUTION = r"    ### BEGIN SOLUTION\n.*### END SOLUTION"
FUNCTIONS = {  # each as a student would leave it, and whether it deserves its points
    "right": (ANSWER, True),
    "stub": (re.sub(SOLUTION, "    # YOUR CODE HERE\n    raise NotImplementedError()", ANSWER, flags=re.DOTALL), False),
    "turned": (ANSWER.replace("* kernel)", "* kernel[::-1, ::-1])"), False),
    "nothing": (re.sub(SOLUTION, "    pass", ANSWER, flags=re.DOTALL), False),
}


def test_the_functions_differ():
    assert len({source for source, _ in FUNCTIONS.values()}) == len(FUNCTIONS)


def cell(source, name, **about):
    """A cell as nbgrader marks it."""
    marks = {"schema_version": 3, "grade_id": name, "task": False, "locked": False, "grade": False, "solution": False}
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": marks | about})


def notebook(function):
    """An assignment of one exercise, with two cells of tests worth 2 points each."""
    tests = {"grade": True, "locked": True, "points": 2}
    cells = [
        cell(IMPORTS, "imports", locked=True),
        cell(function, "answer", solution=True),
        cell(TEST, "test", **tests),
        cell(TEST_WITH_WORDS, "test-with-words", **tests),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture(scope="module")
def graded():
    """For each function its test cells, run as nbgrader runs them: to the end, whatever fails."""
    found = {}
    for name, (function, _) in FUNCTIONS.items():
        assignment = notebook(function)
        NotebookClient(assignment, **QUIETLY, allow_errors=True).execute()
        found[name] = [one for one in assignment.cells if one.metadata.nbgrader.grade]
    return found


def error(test):
    """The words of the error that a cell ended with; None where it ran to its end, which earns its points."""
    return next((output.evalue for output in test.outputs if output.output_type == "error"), None)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nbgrader_gives_points_to_a_right_function_only(graded, name):
    deserves = FUNCTIONS[name][1]
    assert [error(test) is None for test in graded[name]] == [deserves, deserves]


def test_the_feedback_says_what_the_wrong_answer_betrays(graded):
    words = {name: error(tests[1]) for name, tests in graded.items()}
    assert "turned" in words["turned"]
    assert words["stub"].startswith("Write the body of conv2d")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_otter_lets_a_right_function_pass_only(name):
    """Its cases are doctests, run with the names of the notebook."""
    source, deserves = FUNCTIONS[name]
    names, given = {}, {}
    exec(OTTER, given)
    exec(f"{IMPORTS}\n{source}", names)
    [suite] = given["test"]["suites"]
    said = []
    for case in suite["cases"]:
        example = doctest.DocTestParser().get_doctest(dedent(case["code"]), names, name, None, None)
        assert example.examples
        said.append(doctest.DocTestRunner(verbose=False).run(example, out=lambda words: None, clear_globs=False))
    assert (sum(one.failed for one in said) == 0) == deserves
