"""What the pictures of the stride walk say: the arithmetic of a step, the formula of a size, as words with styles."""

import numpy as np

from cnnlab.viz.drawing import LIGHT, number, words

PLAIN, READ = {"fontsize": 12}, {"fontsize": 12, "color": LIGHT["window"]}
WRITTEN = {"fontsize": 12, "color": LIGHT["output"], "fontweight": "bold"}
MUTED = {"fontsize": 9.5, "color": LIGHT["muted"]}
MOST_TERMS = 9  # beyond, a sentence is too long to read


def sentence(now, kernel, bias):
    """Output row 1, column 2 = 5·1 + 3·(-1) = 2, as words with their styles."""
    terms, numbers = _terms(now, kernel, bias)
    if bias:
        terms.append(f"{_bracketed(bias)} (bias)")
        numbers.append(bias)
    return [*_output_cell(now), *_sum(terms), *_result(now.value, numbers)]


def pool_sentence(now, mode):
    """Output row 0, column 1 = the largest of 5, 5, 3, 6 = 6."""
    values = [number(value) for value in now.patch.flat]
    if len(values) > MOST_TERMS:
        what = [(f"the {'largest' if mode == 'max' else 'mean'} of {len(values)} values", READ)]
    elif mode == "max":
        what = [("the largest of", PLAIN), *((f"{value},", READ) for value in values[:-1]), (values[-1], READ)]
    else:
        terms = [_bracketed(value) for value in now.patch.flat]
        terms[0] = f"({terms[0]}"
        terms[-1] += f") / {len(values)}"
        what = _sum(terms)
    return [*_output_cell(now), *what, *_result(now.value, now.patch.flat)]


def _terms(now, kernel, bias):
    """What is added up, in words, and the numbers in it: a sum for each channel, or each product, or one sum of all."""
    if len(kernel) > 1:
        sums = [part.sum() for part in now.products]
        first, *others = sums
        texts = [number(first), *map(_bracketed, others)]
        return [f"{text} (channel {channel})" for channel, text in enumerate(texts)], sums
    if kernel.size <= MOST_TERMS:
        pairs = zip(now.patch.flat, kernel.flat, strict=True)
        return [f"{_bracketed(x)}·{_bracketed(k)}" for x, k in pairs], [*now.patch.flat, *kernel.flat]
    total = now.products.sum()
    known = f", {number(total)}" if bias else ""  # without a bias, it is the result
    return [f"the sum of {kernel.size} products{known}"], [total]


def _sum(terms):
    """Terms with a plus before each but the first; where a line is full, it may end before any plus."""
    first, *others = terms
    return [(first, READ), *((f"+ {term}", READ) for term in others)]


def _output_cell(now):
    return [(f"Output row {now.row}, column {now.col}", PLAIN), ("=", PLAIN)]


def _result(value, shown):
    """The last words of a sentence: it is only "about" if a number in it had to be rounded."""
    finite = [v for v in (*shown, value) if np.isfinite(v)]
    exact = all(np.isclose(float(number(v)), v, rtol=1e-9, atol=1e-12) for v in finite)
    return [("=" if exact else "≈", PLAIN), (number(value), WRITTEN)]


def place(step, image, window):
    """Step 7 of 16, and why there are 16, as muted words."""
    settings = [f"stride {_one_or_both(window.stride)}"]
    if window.padding != ((0, 0), (0, 0)):
        settings.append(f"padded to {shape_text(padded_shape(image, window))}")
    if window.dilation != (1, 1):
        settings.append(f"dilation {_one_or_both(window.dilation)}")
    count = window.output[0] * window.output[1]
    kernel, output, whole = map(shape_text, (window.kernel, window.output, image.shape[1:]))
    fits = f"a {kernel} window has {output} positions on a {whole} input"
    return words(f"Step {step + 1} of {count}: {fits}, {', '.join(settings)}.", **MUTED)


def formula(cells, window, unread):
    """The formula with the numbers in it, without padding that is not there, and what its parts are."""
    (before, after), kernel, stride = window.padding[1], window.kernel[1], window.stride[1]
    spread, count = window.dilation[1], window.output[1]
    extent = spread * (kernel - 1) + 1
    around = f" + {before} + {after}" if before or after else ""
    counted = [(f"floor(({cells}{around} - {extent}) / {stride}) + 1", READ), ("=", PLAIN)]
    if unread:
        noun = "column is" if len(unread) == 1 else "columns are"
        result = [(f"{count}:", WRITTEN), *words(f"{len(unread)} {noun} never read", **PLAIN)]
    else:
        result = [(f"{count}", WRITTEN)]
    reach = f", dilation {spread}, so that it reaches over {spread}·({kernel} - 1) + 1 = {extent}" if spread > 1 else ""
    padded = f", padding {before} before and {after} after" if around else ""
    return [[*counted, *result], words(f"size {cells}{padded}, kernel {kernel}{reach}, stride {stride}", **MUTED)]


def padded_shape(image, window):
    """Rows and columns of an image (C, H, W) with its padding."""
    return tuple(cells + sum(sides) for cells, sides in zip(image.shape[1:], window.padding, strict=True))


def _bracketed(value):
    return f"({number(value)})" if value < 0 else number(value)


def shape_text(pair):
    """Rows and columns as "2 x 3"."""
    return f"{pair[0]} x {pair[1]}"


def _one_or_both(pair):
    return f"{pair[0]}" if pair[0] == pair[1] else f"{pair[0]} down and {pair[1]} across"
