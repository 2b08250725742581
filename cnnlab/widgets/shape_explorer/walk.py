"""What ShapeExplorer shows, from its settings alone: the filled formula, who reads what, and what is to be said of it.

All settings are whole numbers, and hold for rows and columns alike.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab.arithmetic import conv_output_size

PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth"}
COUNTED = {1: "a", 2: "two", 3: "three", 4: "four"}


def same_padding(kernel, stride, dilation, most):
    """The padding that keeps the size, or why there is none up to `most` (M13: "same" is not one thing)."""
    total = dilation * (kernel - 1)
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


def filled_formula(size, kernel, stride, padding, dilation):
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


def walk(size, kernel, stride, padding, dilation):
    """What every output reads and who reads every cell, along one axis; how often, for every cell of the picture.

    Raises ValueError where the kernel does not fit.
    """
    out = conv_output_size(size, kernel, stride, padding, dilation)
    padded = size + 2 * padding
    extent = dilation * (kernel - 1) + 1
    reads = [[output * stride + tap * dilation for tap in range(kernel)] for output in range(out)]
    counts = _counts(padded, kernel, stride, dilation, out)
    left = (padded - extent) % stride
    own = range(padding, padding + size)
    words = [
        _size_words(size, out),
        _floor_words(left, stride, padding),
        _spread_words(kernel, dilation, extent),
        _gap_words(*_gaps(counts[: padded - left, : padded - left], own), stride, out),
        "" if all(set(cells) & set(own) for cells in reads) else "Some outputs read nothing but padding.",
    ]
    return {
        "out": out,
        "padded": padded,
        "counts": counts.tolist(),
        "reads": reads,
        "readers": [[output for output in range(out) if cell in reads[output]] for cell in range(padded)],
        "words": " ".join(filter(None, words)),
    }


def _counts(padded, kernel, stride, dilation, out):
    """How many windows read each cell: the gradient of the sum of all outputs, for a kernel of ones."""
    grad_out = np.ones((1, 1, out, out))
    x = np.zeros((1, 1, padded, padded))
    weight = np.ones((1, 1, kernel, kernel))
    grad_x, _, _ = F.conv2d_backward(grad_out, x, weight, stride, 0, dilation)
    return grad_x[0, 0].astype(int)


def _gaps(counts, own):
    """How many cells are never read: of all that the walk passes, and of these the input's own."""
    unread = counts == 0
    return int(unread.sum()), int(unread[own.start : own.stop, own.start : own.stop].sum())


def _size_words(size, out):
    kind = "as large as"
    if out != size:
        kind = "smaller than" if out < size else "larger than"
    return f"{size} x {size} in, {out} x {out} out: the output is {kind} the input."


def _floor_words(left, stride, padding):
    """What the floor does: the rows and columns at the end that no step reaches."""
    if stride == 1:
        return ""
    if not left:
        return "The steps come out even: the floor drops nothing."
    plural = "s" if left > 1 else ""
    part = f"{COUNTED[left]} {PARTS[stride]}{plural} of a step {'are' if plural else 'is'}"
    if 2 * left == stride:
        part = "half a step is"
    dropped = f"{left} row{plural} and {left} column{plural} are never read{_padding_share(left, min(left, padding))}"
    return f"{part[0].upper()}{part[1:]} left over: {dropped}."


def _padding_share(left, padded):
    """How many of the rows and columns left over are padding, in brackets."""
    if padded == 0:
        return ""
    if padded == left:
        return " (only padding)"
    return f" ({padded} of each {'are' if padded > 1 else 'is'} padding)"


def _spread_words(kernel, dilation, extent):
    if dilation == 1 or kernel == 1:
        return ""
    return f"Dilation {dilation} spreads the {kernel} x {kernel} kernel over {extent} x {extent} cells."


def _gap_words(gaps, within, stride, out):
    """Whether the cells that the walk passes are all read; `within` are those of the gaps that are the input's own.

    M7: a stride skips positions, not cells.
    """
    if gaps:
        cells, them = ("cells", "them") if gaps > 1 else ("cell", "it")
        share = ""
        if within < gaps:
            share = f" ({gaps - within} of them padding)" if within else " (only padding)"
        return f"Gaps remain: the windows pass over {gaps} {cells} and never read {them}{share}."
    if stride > 1 and out > 1:
        return f"Stride {stride} skips positions, not cells: every cell on the way is read."
    return ""
