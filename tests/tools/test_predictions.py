"""Which results wait for which prediction."""

import nbformat
import pytest

pytest.importorskip("nbclient", reason="the extra `slides` is not installed")

from tools.live import VIEW
from tools.predictions import predictions

ASK = "**Predict.** Which is larger?"
FOLDED = "\n\n<details><summary>Answer</summary>\nThe first.\n</details>"
WHY = "The first is larger, because\nit was there before."


def cell(source):
    """Prose, code without a result ("-"), a result on paper ("="), a widget ("w"), or one that asks ("q")."""
    if source not in ("-", "=", "w", "q"):
        return nbformat.v4.new_markdown_cell(source)
    data = {"w": {VIEW: {}}, "q": {VIEW: {}}, "=": {"text/plain": "1"}}.get(source)
    outputs = [nbformat.v4.new_output("display_data", data)] if data else []
    return nbformat.v4.new_code_cell("Quiz(questions)" if source == "q" else "# a comment", outputs=outputs)


@pytest.mark.parametrize(
    ("sources", "numbers"),
    [
        (["=", ASK, "=", WHY, "="], [None, 1, 1, None, None]),
        ([ASK, "-", WHY, "=", "="], [1, 1, 1, 1, 1]),  # prose before the first result tells nothing yet
        ([ASK, "=", "Shorter is better.", "=", "And the others?", "="], [1] * 6),
        ([ASK, "=", "Here is the same for as many as ten numbers, row by row, in a table:", "="], [1] * 4),
        (
            [ASK, "=", "It is larger for each of the ten numbers, and so it is for all of them.", "="],
            [1, 1, None, None],
        ),
        ([ASK, "w", WHY, "=", WHY, "="], [1, 1, 1, 1, None, None]),  # a widget's twin on paper says the same
        ([ASK, "=", "## Next", "="], [1, 1, None, None]),
        ([ASK, "=", ASK, "="], [1, 1, 2, 2]),
        (["**Predict:** which?", "="], [1, 1]),
        ([ASK, "q", "="], [1, 1, 1]),
        ([ASK, "w", "q", "="], [1, 1, 2, 2]),  # an answer to the second question opens nothing of the first
        (["q", "=", WHY, "="], [1, 1, None, None]),
        ([ASK + FOLDED, "="], [1, None]),
        ([ASK + FOLDED + "\n\n" + ASK, "="], [1, 1]),
    ],
)
def test_a_result_belongs_to_the_prediction_before_it(sources, numbers):
    assert predictions([cell(source) for source in sources]) == numbers
