"""Every number and word of a walk along a signal, from arrays and settings to JSON values."""

import numpy as np

from cnnlab import functional as F
from cnnlab import trace
from cnnlab._arguments import as_int, as_numbers, as_pair
from cnnlab.arithmetic import window_over
from cnnlab.widgets.stepper import SLIPS, check_window, lists, moves

LONGEST = 256  # samples: beyond, a sample is too narrow to point at
HINTS = SLIPS | {"unstrided": "That is the sum at another place: the window moves by the stride at each step. (M7)"}


def tape_walk(signal, weight, bias, window, predict):
    """A signal (L,) under weights (k,): the products and the sum at each place, and how both are drawn."""
    image = signal[None, None]
    steps = trace.conv_steps(image, weight[None, None], bias, *window[1:4])
    out = _outputs(signal, weight, window, bias)
    wrong = _wrong_outputs(signal, weight, window, bias) if predict else {}
    maps = {"image": image, "weight": weight, "out": out[None], **_look(signal, weight, out, steps)}
    works = [_work(step, weight, bias) for step in steps]
    own = {"works": works, "about": _about(len(weight), len(signal), window), "wrong": lists(wrong), "hints": HINTS}
    return {**moves(image, window), **lists(maps), **own}


def samples(name, values, most):
    """`values` as 1 to `most` finite float64 numbers."""
    array = as_numbers(name, values, "a list of numbers")
    if array.ndim != 1 or not 1 <= array.size <= most:
        raise ValueError(f"{name} must be one list of 1 to {most} numbers, got shape {array.shape}")
    return array


def window_of(signal, kernel, stride, padding, dilation):
    """How the kernel moves, over a signal that is an image one row high."""
    if not isinstance(padding, str):
        padding = (0, 0), as_pair("padding", padding, 0, ("before", "after"))
    stride, dilation = (1, as_int("stride", stride, 1)), (1, as_int("dilation", dilation, 1))
    window = window_over(signal[None, None, None], (1, len(kernel)), stride, padding, dilation)
    check_window(window, LONGEST)
    return window


def _outputs(signal, weight, window, bias):
    """What `functional.conv1d` computes, as one list of numbers."""
    apart = window.stride[1], window.padding[1], window.dilation[1]
    return F.conv1d(signal[None, None], weight[None, None], np.array([bias]), *apart)[0, 0] + 0.0


def _wrong_outputs(signal, weight, window, bias):
    """The answers that common misconceptions lead to, by the name of the misconception; each (1, L')."""
    total, every = _outputs(signal, weight, window, 0.0), window._replace(stride=(1, 1))
    wrong = {"flipped": _outputs(signal, weight[::-1], window, bias), "unbiased": total}
    wrong |= {"mean": total / weight.size + bias, "unstrided": _outputs(signal, weight, every, bias)[: len(total)]}
    return {name: values[None] for name, values in wrong.items()}


def _look(signal, weight, out, steps):
    """The reach of both plots, the grain of a drawn sample, and the most characters that a number needs."""
    reach = np.array([_reach(signal), _reach(out)])
    grain = 10.0 ** np.floor(np.log10(np.ptp(reach[0]) / 15))
    if np.ptp(reach[0]) >= 4 and not np.any(signal % 1):
        grain = np.maximum(grain, 1)  # whole numbers stay whole
    numbers = np.concatenate([signal, weight, out, *(step.products.ravel() for step in steps)])
    return {"reach": reach, "grain": grain, "widest": np.max([len(_show(value, 3)) for value in np.unique(numbers)])}


def _reach(values):
    """From where to where a plot goes: zero is in it, and there is room to draw beyond the numbers."""
    low, high = min(0.0, values.min()), max(0.0, values.max())
    room = 0.2 * (high - low) or 1.0
    return low - room, high + room


def _show(value, digits=4):
    """A number as a learner would write it, and as the browser's `show` does: what is rounded has a sign before it."""
    text = _in_digits(value, digits)
    return text if np.isclose(float(text), value, rtol=1e-9, atol=0) else f"≈{text}"


def _in_digits(value, digits):
    """A number in so many digits, and all of its whole part."""
    size = abs(value)
    if size and not 1e-4 <= size < 1e10:
        front, power = f"{value:.{digits - 1}e}".split("e")
        return f"{float(front):g}e{int(power)}"
    digits = max(digits, len(str(int(size))))
    return str(int(value)) if value % 1 == 0 else f"{float(f'{value:.{digits}g}'):.15g}"


def _factor(value):
    return f"({_show(value)})" if value < 0 else _show(value)


def _work(step, weight, bias):
    """The arithmetic of a step: every product, or how many they are."""
    tail = f" + {_factor(bias)}" if bias else ""
    if len(weight) > 9:
        return f"the sum of {len(weight)} products{tail}"
    return " + ".join(f"{_factor(x)}·{_factor(w)}" for x, w in zip(step.patch.ravel(), weight, strict=True)) + tail


def _about(weights, samples, window):
    """What holds for every step: how many positions there are, and what no window reads."""
    (count, stride, (before, after)) = window.output[1], window.stride[1], window.padding[1]
    unread = before + samples + after - stride * (count - 1) - window.dilation[1] * (weights - 1) - 1
    left, what = (unread, "padding zero") if unread <= after else (unread - after, "sample")
    dropped = f" No window reads the last {what}." if left == 1 else f" No window reads the last {left} {what}s."
    fit = f"The {weights} weights fit at {count} positions of {samples} samples, stride {stride}."
    return f"{fit} Each output stands under the middle of its window.{dropped if left else ''}"
