"""The exercise of the Bug Zoo for `check`: which fault is in which specimen, and what to look at again."""

from collections.abc import Mapping
from html import escape
from textwrap import fill

from cnnlab import bug_zoo
from cnnlab.check.verdict import WIDTH, Result

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


class Diagnosis(Result):
    """The verdict on a diagnosis of every specimen: a `Result` with one line for each in `verdicts`, (name, ok, text).

    ok: True if all are right, False if one is wrong, None if none is wrong and some are still to be answered.
    """

    def __init__(self, verdicts):
        self.verdicts = verdicts
        right = sum(ok is True for _, ok, _ in verdicts)
        wrong = [text for _, ok, text in verdicts if ok is False]
        ok = False if wrong else True if right == len(verdicts) else None
        still = [name for name, known, _ in verdicts if known is None]
        finding = f"{right} of {len(verdicts)} specimens {'is' if right == 1 else 'are'} diagnosed right"
        finding += f"; still open: {', '.join(still)}." if still else "."
        if right == 0 and ok is None:
            finding = (
                "Put the short name of a fault in the place of None, for one specimen or more, and run this again."
            )
        trusted = any("(M14)" in text for text in wrong)
        super().__init__(ok, finding, wrong[0] if wrong else "", "M14" if trusted else None)

    def __repr__(self):
        lines = [fill(f"{_status(self)} {self.finding}", WIDTH)]
        for name, ok, text in self.shown():
            lines.append(fill(f"{name}  {MARKS[ok]} {text}", WIDTH, subsequent_indent="   "))
        return "\n".join(lines)

    def shown(self):
        """The verdicts on what was answered."""
        return [verdict for verdict in self.verdicts if verdict[1] is not None]

    def _repr_html_(self):
        rows = "".join(
            f'<li style="margin-top:2px"><strong>{escape(name)}&ensp;{MARKS[ok]}</strong> {escape(text)}</li>'
            for name, ok, text in self.shown()
        )
        edge = {True: "--jp-success-color1, #0b7a5f", False: "--jp-warn-color1, #c2410c"}.get(
            self.ok, "--jp-border-color1, #5b6470"
        )
        style = f"border-left:4px solid var({edge});padding:2px 0 2px 12px;max-width:44em;line-height:1.5"
        listed = f'<ul style="list-style:none;padding:0;margin:4px 0 0">{rows}</ul>' if rows else ""
        return f'<div style="{style}"><strong>{_status(self)}</strong> {escape(self.finding)}{listed}</div>'


MARKS = {True: "Right:", False: "Not yet."}


def _status(result):
    if result.ok is None:
        return "Not complete yet." if result.shown() else "Not attempted yet."
    return "Right." if result.ok else "Not right yet."


def diagnose(answers):
    """The `Diagnosis` for answers, a dict of specimen -> short name of a fault; None stands for no answer yet."""
    if not isinstance(answers, Mapping):
        text = f"The answers must be a dict of specimen -> fault, got {type(answers).__name__}."
        return Result(False, text)
    if strangers := [repr(name) for name in answers if name not in bug_zoo.SPECIMENS]:
        text = f"There is no specimen {', '.join(strangers)}: their names are {', '.join(bug_zoo.SPECIMENS)}."
        return Result(False, text)
    return Diagnosis([(name, *_verdict(name, answers.get(name))) for name in bug_zoo.SPECIMENS])


def _verdict(name, said):
    """(whether it is right, or None for no answer; a sentence)."""
    if said is None or said is ...:
        return None, "not answered yet"
    if not isinstance(said, str) or said not in bug_zoo.FAULTS:
        return False, f"{said!r} is not in bug_zoo.FAULTS: answer with one of its short names."
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
