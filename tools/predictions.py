"""Which results of a lesson answer which prediction: they wait for it on the site, and on slides stand under it."""

import re

from tools.live import VIEW

PREDICT = re.compile(r"\*\*Predict\b")
ASKS = re.compile(r"\bpredict=True\b|\b(Quiz|Claims)\b.*\(")  # a widget that asks by itself, and tells nothing before
SHORT = 60  # letters: "Shorter is better, and the shortest is blue."


def predictions(cells):
    """For each cell the number of the prediction to which it belongs, or None.

    Its results are what comes before the prose that explains them: the first that does more than lead on, after a
    result on paper, for a widget's twin belongs to it. A heading ends it, too, and so does an answer that is folded in
    below the question. A widget that asks where no prose did has a prediction of its own.
    """
    numbers, last, now, begun, on_paper = [], 0, None, False, False
    for cell in cells:
        if PREDICT.search(cell.source) or (asks(cell) and (now is None or begun)):
            now = last = last + 1
            begun = on_paper = False
        elif cell.cell_type == "markdown" and (cell.source.startswith("#") or (on_paper and not leads_on(cell.source))):
            now = None
        outputs = cell.get("outputs", [])
        begun = begun or bool(outputs)
        on_paper = on_paper or any(VIEW not in output.get("data", {}) for output in outputs)
        numbers.append(now)
        if PREDICT.search(cell.source) and "<details" in PREDICT.split(cell.source)[-1]:
            now = None
    return numbers


def leads_on(text):
    """Whether prose stands before the next result, and does not explain the last."""
    return "\n" not in text and (text.endswith((":", "?")) or len(text) < SHORT)


def asks(cell):
    """Whether a cell shows a widget that asks, and says when it was answered."""
    return cell.cell_type == "code" and bool(cell.outputs) and bool(ASKS.search(cell.source))
