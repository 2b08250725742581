"""ShapeExplorer: the size formula with its numbers filled in, and how often each cell of the input is read."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab import functional as F
from cnnlab._arguments import as_int
from cnnlab.arithmetic import as_padding, conv_output_size
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
# The ends of the sliders; beyond them cells are too small to point at.
LIMITS = {"size": (1, 32), "kernel_size": (1, 9), "stride": (1, 5), "padding": (0, 6), "dilation": (1, 4)}
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth"}
COUNTED = {1: "a", 2: "two", 3: "three", 4: "four"}


def _slider(name):
    low, high = LIMITS[name]
    return traitlets.Int(low, min=low, max=high).tag(sync=True)


class ShapeExplorer(Widget):
    """Move input size, kernel, stride, padding and dilation; see the output size come about, and what is read.

    All numbers are whole and hold for rows and columns alike: size 1 to 32, kernel_size 1 to 9, stride 1 to 5,
    padding 0 to 6 on every side (or "valid" or "same"), dilation 1 to 4.
    Raises ValueError or TypeError for numbers outside; settings that do not fit one another are a sentence in the
    widget.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    size = _slider("size")
    kernel_size = _slider("kernel_size")
    stride = _slider("stride")
    padding = _slider("padding")
    dilation = _slider("dilation")
    limits = traitlets.Dict().tag(sync=True)
    formula = traitlets.List().tag(sync=True)
    same = traitlets.Dict().tag(sync=True)
    walk = traitlets.Dict().tag(sync=True)

    def __init__(self, size=6, kernel_size=3, *, stride=1, padding=0, dilation=1):
        chosen = {"size": size, "kernel_size": kernel_size, "stride": stride, "dilation": dilation}
        chosen = {name: _within(name, value) for name, value in chosen.items()}
        if isinstance(padding, str):
            padding = _padding_called(padding, chosen["kernel_size"], chosen["stride"], chosen["dilation"])
        super().__init__(**chosen, padding=_within("padding", padding), limits=LIMITS)
        self.observe(lambda change: self._compute(), list(LIMITS))
        self._compute()

    def _compute(self):
        """Everything anew with the settings as they are; where they do not fit, say so and show no picture."""
        settings = [getattr(self, name) for name in LIMITS]
        try:
            walk, message = _walk(*settings), ""
        except ValueError as error:
            walk, message = {}, f"{str(error)[:1].upper()}{str(error)[1:]}."
        with self.hold_sync():
            self.walk, self.message = walk, message
            self.formula, self.same = _formula(*settings), _same(self.kernel_size, self.stride, self.dilation)

    def __repr__(self):
        settings = ", ".join(f"{name}={getattr(self, name)}" for name in LIMITS)
        filled = "".join(text for text, _, _ in self.formula)
        return f"ShapeExplorer({settings}): {filled}" + (f" ({self.message})" if self.message else "")


def _within(name, value):
    """`value` as an int between the ends of its slider."""
    low, high = LIMITS[name]
    value = as_int(name, value, low)
    if value > high:
        raise ValueError(f"{name} may be at most {high} here, got {value}")
    return value


def _padding_called(word, kernel, stride, dilation):
    """The number that "valid" or "same" stands for."""
    as_padding(word, (kernel, kernel), (1, 1))  # refuses any other word
    if word == "valid":
        return 0
    same = _same(kernel, stride, dilation)
    if same["why"]:
        raise ValueError(same["why"])
    return same["padding"]


def _same(kernel, stride, dilation):
    """The padding that keeps the size, or why there is none (M13: "same" is not one thing)."""
    total, most = dilation * (kernel - 1), LIMITS["padding"][1]
    why = ""
    if stride != 1:
        why = (
            f'"same" needs stride 1, here it is {stride}: with larger strides, frameworks mean different things by it.'
        )
    elif total % 2:
        sides = f"{total // 2} on one side and {total - total // 2} on the other"
        why = f'"same" needs {total} extra cells, an odd number: {sides}. Here both sides are padded alike.'
    elif total // 2 > most:
        why = f'"same" needs {total // 2} cells on each side: the slider ends at {most}.'
    return {"padding": None if why else total // 2, "why": why}


def _formula(size, kernel, stride, padding, dilation):
    """The size formula as pieces [text, colour, name]; joined, the texts are the formula with its numbers."""
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    return [
        ["floor((", "", ""],
        [str(size), "input", "size"],
        [" + 2*", "", ""],
        [str(padding), "input", "padding"],
        [" - ", "", ""],
        [str(dilation), "window", "dilation"],
        ["*(", "", ""],
        [str(kernel), "window", "kernel"],
        [" - 1) - 1) / ", "", ""],
        [str(stride), "window", "stride"],
        [") + 1", "", ""],
        [" = floor(", "", ""],
        [f"{room / stride:.4g}", "", "steps"],
        [") + 1", "", ""],
        [" = ", "", ""],
        [str(room // stride + 1), "output", "output"],
    ]


def _walk(size, kernel, stride, padding, dilation):
    """What every output reads and who reads every cell, along one axis; how often, for every cell of the picture."""
    out, padded = conv_output_size(size, kernel, stride, padding, dilation), size + 2 * padding
    reads = [[o * stride + k * dilation for k in range(kernel)] for o in range(out)]
    counts = _counts(padded, kernel, stride, dilation, out)
    left = (padded - dilation * (kernel - 1) - 1) % stride
    words = [_size_words(size, out), _floor_words(left, stride, padding)]
    if dilation > 1 < kernel:
        extent = dilation * (kernel - 1) + 1
        words.append(f"Dilation {dilation} spreads the {kernel} x {kernel} kernel over {extent} x {extent} cells.")
    unread = counts[: padded - left, : padded - left] == 0
    gaps = int(unread.sum()), int(unread[padding : padding + size, padding : padding + size].sum())
    words.append(_gap_words(*gaps, stride, out))
    if not all(any(padding <= cell < padding + size for cell in cells) for cells in reads):
        words.append("Some outputs read nothing but padding.")
    return {
        "out": out,
        "padded": padded,
        "counts": counts.tolist(),
        "reads": reads,
        "readers": [[o for o in range(out) if cell in reads[o]] for cell in range(padded)],
        "words": " ".join(filter(None, words)),
    }


def _counts(padded, kernel, stride, dilation, out):
    """How many windows read each cell: the gradient of the sum of all outputs, for a kernel of ones."""
    ones, x, weight = np.ones((1, 1, out, out)), np.zeros((1, 1, padded, padded)), np.ones((1, 1, kernel, kernel))
    grad_x, _, _ = F.conv2d_backward(ones, x, weight, stride, 0, dilation)
    return grad_x[0, 0].astype(int)


def _size_words(size, out):
    kind = "smaller than" if out < size else "larger than" if out > size else "as large as"
    return f"{size} x {size} in, {out} x {out} out: the output is {kind} the input."


def _floor_words(left, stride, padding):
    """What the floor does: the rows and columns at the end that no step reaches."""
    if stride == 1:
        return ""
    if not left:
        return "The steps come out even: the floor drops nothing."
    plural = "s" * (left > 1)
    part, verb = f"{COUNTED[left]} {PARTS[stride]}{plural} of a step", "are" if plural else "is"
    if 2 * left == stride:
        part, verb = "half a step", "is"
    ends = f"{left} row{plural} and {left} column{plural} are never read"
    if padded := min(left, padding):
        share = f"{padded} of each {'are' if padded > 1 else 'is'} padding"
        ends += f" ({'only padding' if padded == left else share})"
    return f"{part[0].upper()}{part[1:]} {verb} left over: {ends}."


def _gap_words(gaps, within, stride, out):
    """Whether the cells that the walk passes are all read; `within` are those of the gaps that are the input's own.

    M7: a stride skips positions, not cells.
    """
    if gaps:
        cells, them = ("cells", "them") if gaps > 1 else ("cell", "it")
        padded = "only padding" if not within else f"{gaps - within} of them padding" if within < gaps else ""
        share = f" ({padded})" if padded else ""
        return f"Gaps remain: the windows pass over {gaps} {cells} and never read {them}{share}."
    if stride > 1 and out > 1:
        return f"Stride {stride} skips positions, not cells: every cell on the way is read."
    return ""
