"""The exercise `diagnosis`, of the Bug Zoo: which fault is in which specimen, and what to look at again."""

from collections.abc import Mapping
from html import escape
from textwrap import fill

from cnnlab import bug_zoo
from cnnlab.check.answers import spelled
from cnnlab.check.recorded import recorded
from cnnlab.check.verdict import STATUS, WIDTH, Result, framed

# What to look at again, by what is true of the specimen. None of these says what it is.
EVIDENCE = {
    "healthy": "Which row of its gradient check differs? Look at every layer of it before you accuse one.",
    "not turned": "Check its layers one by one. In the first layer from the end that differs, is it the weight or the "
    "input? Then send a single 1 back through that layer, and compare what arrives with the kernel.",
    "last position": "Check its layers one by one: only one array of one layer differs. Draw that array, and "
    "divide the one gradient by the other, cell by cell. Is it one factor everywhere, as a mean would give?",
    "no bias": "Go through the whole table: a single row of the check differs. Draw it, with the grids of its layer's "
    "bias.",
    "stride 1": "Check its layers one by one, and draw the input's gradient of the layer that differs. Which cells get "
    "nothing at all, although the kernel read them?",
    "everybody": "Check its layers one by one: the one that differs has no parameters. Draw its input's gradient. How "
    "many cells of a window should get something?",
    "open gate": "Check its layers one by one: the one that differs has no parameters. Where its input's gradient "
    "should be 0, what is the input?",
    "transposed": "How far back from the output does the table agree? Check the layers around that place one by one.",
}
TRAINS = (
    "It trains, but so do networks with a fault: its accuracy says little. Run its gradient check, and read every row. "
    "(M14)"
)
SAME_LAYER = "The kind of layer is right, what it does wrong is not. "
MARKS = {True: "Right:", False: "Not yet."}


def diagnosis(answers):
    """Check a dict of specimen -> short name of a fault, for `bug_zoo`; None stands for no answer yet.

    >>> diagnosis({"A": "healthy"}).misconception
    'M14'
    """
    return recorded("diagnosis", _examined(answers))


def _examined(answers):
    if not isinstance(answers, Mapping):
        text = f"The answers must be a dict of specimen -> fault, got {type(answers).__name__}."
        return Result(False, text)
    if strangers := [spelled(name) for name in answers if name not in bug_zoo.SPECIMENS]:
        text = f"There is no specimen {', '.join(strangers)}: their names are {', '.join(bug_zoo.SPECIMENS)}."
        return Result(False, text)
    return Diagnosis([(name, *_verdict(name, answers.get(name))) for name in bug_zoo.SPECIMENS])


class Diagnosis(Result):
    """The verdict on a diagnosis of every specimen: a `Result` with one line for each in `verdicts`, (name, ok, text).

    ok: True if all are right, False if one is wrong, None if none is wrong and some are still to be answered.
    """

    def __init__(self, verdicts):
        self.verdicts = verdicts
        marks = [ok for _, ok, _ in verdicts]
        wrong = [text for _, ok, text in verdicts if ok is False]
        ok = False if wrong else None if None in marks else True
        hint = wrong[0] if wrong else ""
        super().__init__(ok, _finding(verdicts), hint, "M14" if TRAINS in wrong else None)

    def __repr__(self):
        lines = [fill(f"{self._status()} {self.finding}", WIDTH)]
        for name, ok, text in self._answered():
            lines.append(fill(f"{name}  {MARKS[ok]} {text}", WIDTH, subsequent_indent="   "))
        return "\n".join(lines)

    def _repr_html_(self):
        rows = "".join(
            f'<li style="margin-top:2px"><strong>{escape(name)}&ensp;{MARKS[ok]}</strong> {escape(text)}</li>'
            for name, ok, text in self._answered()
        )
        listed = f'<ul style="list-style:none;padding:0;margin:4px 0 0">{rows}</ul>' if rows else ""
        return framed(self.ok, self._status(), self.finding, listed)

    def _answered(self):
        """The verdicts on what was answered."""
        return [verdict for verdict in self.verdicts if verdict[1] is not None]

    def _status(self):
        return "Not complete yet." if self.ok is None and self._answered() else STATUS[self.ok]


def _finding(verdicts):
    """How many specimens are diagnosed right, and which are still open."""
    marks = [ok for _, ok, _ in verdicts]
    if not any(marks) and False not in marks:
        return "Put the short name of a fault in the place of None, for one specimen or more, and run this again."
    right = marks.count(True)
    still = [name for name, ok, _ in verdicts if ok is None]
    still_open = f"; still open: {', '.join(still)}" if still else ""
    return f"{right} of {len(verdicts)} specimens {'is' if right == 1 else 'are'} diagnosed right{still_open}."


def _verdict(name, said):
    """(whether it is right, or None for no answer; a sentence)."""
    if said is None or said is ...:
        return None, "not answered yet"
    if not isinstance(said, str) or said not in bug_zoo.FAULTS:
        return False, f"{spelled(said)} is not in bug_zoo.FAULTS: answer with one of its short names."
    truth = bug_zoo.reveal(name)
    if said == truth:
        return True, f"{bug_zoo.FAULTS[truth]}."
    if said == "healthy":
        return False, TRAINS
    same = truth != "healthy" and _kind(said) == _kind(truth)
    return False, (SAME_LAYER if same else "") + EVIDENCE[truth]


def _kind(fault):
    """The kind of layer that a fault speaks of: the first words of its sentence."""
    return next(kind for kind in ("convolution", "pooling", "ReLU", "dense") if kind in bug_zoo.FAULTS[fault])
