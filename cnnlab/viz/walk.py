"""The stride walk on paper: one step with its arithmetic, all windows at once, and where an output's size comes from.

The numbers come from `trace`; here they are only laid out. The window's colour marks what is read, the output's what
is written. Rows, columns and steps count from 0.
"""

import numpy as np

from cnnlab._arguments import as_int, as_numbers, as_pair
from cnnlab.arithmetic import pool_window, window_over
from cnnlab.trace import OUTSIDE, conv_steps, pool_steps
from cnnlab.viz.drawing import (
    HEADING,
    LIGHT,
    TITLES,
    Page,
    draw_cells,
    frame,
    mark,
    number,
    pixels,
    side_by_side,
    signed,
    styled,
    words,
)
from cnnlab.viz.walk_words import (
    MUTED,
    WRITTEN,
    formula,
    padded_shape,
    place,
    pool_sentence,
    sentence,
    shape_text,
)

SIGN = {"fontsize": 16, "color": LIGHT["muted"]}
MOST_CHANNELS, MOST_STEPS, MOST_CELLS = 8, 64, 40  # beyond, a picture is too full to read


@styled
def show_step(image, kernel, step=0, *, bias=0.0, stride=1, padding=0, dilation=1):
    """One step of a convolution with its arithmetic: the window times the kernel, summed into one output cell.

    image (H, W) or (C, H, W), up to 8 channels; kernel (kH, kW) or (C, kH, kW); step: which output cell, from 0 in
    reading order; the settings as in `functional.conv2d`. Returns an array of Axes: input, kernel and products of
    each channel, then the output. Raises ValueError or TypeError for what does not fit or is not there.
    """
    steps = conv_steps(image, kernel, bias, stride, padding, dilation)
    now = _pick(steps, step)
    image, kernel = _volume(image), _volume(kernel)
    if len(image) > MOST_CHANNELS:
        raise ValueError(f"a step is drawn for up to {MOST_CHANNELS} channels, got {len(image)}: pick some of them")
    window = window_over(image[None], kernel.shape[1:], stride, padding, dilation)
    padded = padded_shape(image, window)
    rooms = 2.6, 1.9, 1.9, 2.6 * max(window.output) / max(padded)  # an output cell is as large as an input cell
    columns, width, height = side_by_side([padded, window.kernel, window.kernel, window.output], rooms, (0.5, 0.5, 1.0))
    page = Page(width, len(image) * height, [sentence(now, kernel, bias), place(step, image, window)])
    middle = (page.height - TITLES) / 2 + 0.1
    scales = pixels(image), signed(kernel), signed([one.products for one in steps])
    axes = []
    for channel, grids in enumerate(zip(image, kernel, now.products, strict=True)):
        y = middle + height * ((len(image) - 1) / 2 - channel)
        name = f" {channel}" if len(image) > 1 else ""
        axes += _draw_channel(page, y, columns[:3], name, grids, scales, now, window)
        page.arrow((columns[2].right + 0.12, y), (columns[3].left - 0.12, middle))
    if len(image) == 1:
        label = "sum + bias" if bias else "sum"
        page.write(_between(columns[2], columns[3]), middle + 0.13, label, **MUTED)
    scale = signed([one.value for one in steps])
    axes.append(_draw_output(page, columns[3], middle, "Feature map", scale, steps[: step + 1], window))
    return np.array(axes)


@styled
def show_pool_step(image, kernel_size=2, step=0, *, stride=None, padding=0, mode="max"):
    """One step of a pooling window, mode "max" or "avg": what it reads, which cell wins, and the output so far.

    image (H, W); step: which output cell, from 0 in reading order; the settings as in `functional.max_pool2d`.
    Returns two Axes in an array: input and output. Raises ValueError or TypeError for what does not fit.
    """
    steps = pool_steps(image, kernel_size, stride, padding, mode)
    now, image = _pick(steps, step), _volume(image)
    window = pool_window(image.shape[1:], kernel_size, stride, padding)
    padded = padded_shape(image, window)
    rooms = 2.6, 2.6 * max(window.output) / max(padded)
    (given, made), width, height = side_by_side([padded, window.output], rooms, (1.2,))
    page = Page(max(width, 6.0), height, [pool_sentence(now, mode), place(step, image, window)])
    y, scale = (height - TITLES) / 2 + 0.1, pixels(image)
    ax = page.panel_in(given, y, "Input", shape_text(image.shape[1:]))
    texts = _draw_input(ax, image[0], scale, now, window, OUTSIDE[mode])
    if now.winner:
        cell = now.top + now.winner[0], now.left + now.winner[1]
        mark(ax, *cell, inset=0.12, meaning="highlight")
        if cell in texts:
            texts[cell].set_fontweight("bold")
    page.arrow((given.right + 0.15, y), (made.left - 0.15, y))
    page.write(_between(given, made), y + 0.13, {"max": "largest", "avg": "mean"}[mode], **MUTED)
    return np.array([ax, _draw_output(page, made, y, "Pooled", scale, steps[: step + 1], window)])


@styled
def show_walk(image, kernel, *, bias=0.0, stride=1, padding=0, dilation=1):
    """The whole walk at a glance: the input once for each output cell, with the window that the cell reads.

    image (H, W), kernel (kH, kW); the settings as in `functional.conv2d`; up to 64 steps. The pictures stand as the
    output's cells do, each over its value. Returns a one-dimensional array of Axes. Raises ValueError or TypeError.
    """
    steps = conv_steps(image, kernel, bias, stride, padding, dilation)
    image, kernel = _volume(image), _volume(kernel)
    if len(image) > 1 or len(steps) > MOST_STEPS:
        raise ValueError(
            f"a walk is drawn for one channel and up to {MOST_STEPS} steps, got {len(image)} and {len(steps)}: take "
            "one channel, a smaller image or a larger stride"
        )
    window = window_over(image[None], kernel.shape[1:], stride, padding, dilation)
    (rows, columns), (tall, wide) = window.output, padded_shape(image, window)
    cell = min(1.5, 9 / columns - 0.25) / max(tall, wide)
    across, down = wide * cell + 0.25, tall * cell + 0.45
    saying = f"Every output cell has its own window: {shape_text(window.output)} cells, {len(steps)} windows"
    page = Page(max(5.5, columns * across + 0.2), rows * down, [words(saying, **HEADING)])
    axes = []
    for now in steps:
        x, y = Page.MARGIN + now.col * across, (rows - 1 - now.row) * down + 0.35
        ax = page.panel(x, y + tall * cell / 2, tall, wide, cell)
        _draw_input(ax, image[0], pixels(image), now, window)
        axes.append(ax)
        page.write(x + wide * cell / 2, y - 0.14, number(now.value), **WRITTEN)
    return np.array(axes)


@styled
def show_sizes(size, kernel_size, stride=1, padding=0, dilation=1):
    """Where a window fits along one axis, and the formula that counts its positions, with the numbers filled in.

    All in cells; padding is per side, or a (before, after) pair, "valid" or "same", as in
    `arithmetic.conv_output_size`. Crossed cells are never read. Returns the Axes. Raises ValueError or TypeError,
    also for more than 40 cells.
    """
    size, kernel, step = as_int("size", size, 1), as_int("kernel_size", kernel_size, 1), as_int("stride", stride, 1)
    spread = as_int("dilation", dilation, 1)
    if not isinstance(padding, str):
        padding = (0, 0), as_pair("padding", padding, 0, ("before", "after"))
    window = window_over(np.empty((1, 1, 1, size)), (1, kernel), (1, step), padding, (1, spread))
    before, after = window.padding[1]
    if size + before + after > MOST_CELLS:
        raise ValueError(f"sizes are drawn for up to {MOST_CELLS} cells, got {size} + {before} + {after}")
    starts = [position * step - before for position in range(window.output[1])]
    reads = [[start + tap * spread for tap in range(kernel)] for start in starts]
    unread = sorted(set(range(size)).difference(*reads))
    length, rows = before + size + after, 1.4 + len(reads)
    cell = min(0.45, 8 / length)
    page = Page(max(6.5, length * cell + 1.2), rows * cell + 0.2, formula(size, window, unread))
    ax = page.panel(Page.MARGIN + 0.8, rows * cell / 2 + 0.1, rows, length, cell)
    draw_cells(ax, np.full((1, size), np.nan), *signed(1), ((0, 0), (before, after)), None)
    ax.set_ylim(rows - 0.5, -0.5)
    _draw_reads(ax, reads, unread, size, min(9, 0.6 * 72 * cell))
    return ax


def _draw_channel(page, y, columns, name, grids, scales, now, window):
    """Input, kernel and products of one channel, with the signs between them: three Axes."""
    image, kernel, products = grids
    of_image, of_kernel, of_products = scales
    left, middle, right = columns
    given = page.panel_in(left, y, f"Input{name}", shape_text(image.shape))
    _draw_input(given, image, of_image, now, window)
    weights = page.panel_in(middle, y, f"Kernel{name}", shape_text(kernel.shape))
    draw_cells(weights, kernel, *of_kernel)
    multiplied = page.panel_in(right, y, f"Products{name}", f"sum {number(products.sum())}")
    draw_cells(multiplied, products, *of_products)
    page.write(_between(left, middle), y, "\N{MULTIPLICATION SIGN}", **SIGN)
    page.write(_between(middle, right), y, "=", **SIGN)
    return given, weights, multiplied


def _between(one, other):
    """The middle of the gap between two columns."""
    return (one.right + other.left) / 2


def _draw_input(ax, image, scale, now, window, outside=0.0):
    """One channel with its padding and the window in its frame; of a dilated window, each cell that is read."""
    texts = draw_cells(ax, image, *scale, window.padding, outside)
    down, across = window.dilation
    rows, columns = ((size - 1) * step + 1 for size, step in zip(window.kernel, window.dilation, strict=True))
    if window.dilation == (1, 1):
        mark(ax, now.top, now.left, rows, columns, meaning="window")
    else:
        mark(ax, now.top, now.left, rows, columns, meaning="window", linewidth=1.2, linestyle="--")
        for i, j in np.ndindex(window.kernel):
            mark(ax, now.top + i * down, now.left + j * across, inset=0.06, meaning="window")
    return texts


def _draw_output(page, column, y, name, scale, done, window):
    """The output as far as it is known, its newest cell in a frame."""
    ax = page.panel_in(column, y, name, shape_text(window.output))
    values = np.full(window.output, np.nan)
    for step in done:
        values[step.row, step.col] = step.value
    texts = draw_cells(ax, values, *scale)
    mark(ax, done[-1].row, done[-1].col, meaning="output")
    if texts:
        texts[done[-1].row, done[-1].col].set_fontweight("bold")
    return ax


def _draw_reads(ax, reads, unread, cells, fontsize):
    """Under the cells of an axis one bar for each position, as long as the window; where it reads, it is filled."""
    cross = {"color": LIGHT["muted"], "linewidth": 0.8}
    for cell in unread:
        frame(ax, 0, cell, fill=True, facecolor=LIGHT["line"], linewidth=0, zorder=0.5)
        ax.plot([cell - 0.5, cell + 0.5], [-0.5, 0.5], [cell - 0.5, cell + 0.5], [0.5, -0.5], **cross)
    for cell in range(cells):
        behind = {"facecolor": LIGHT["line"], "edgecolor": "none", "pad": 1} if cell in unread else None
        ax.text(cell, 0, f"{cell}", bbox=behind, ha="center", va="center", fontsize=fontsize)
    label = {"textcoords": "offset points", "ha": "right", "va": "center", "color": LIGHT["output"]}
    for position, seen in enumerate(reads):
        y = 1.4 + position
        ax.plot([seen[0], seen[-1]], [y, y], color=LIGHT["window"], linewidth=1.5, zorder=1)
        ax.broken_barh([(cell - 0.47, 0.94) for cell in seen], (y - 0.3, 0.6), color=LIGHT["window"], linewidth=0)
        ax.annotate(f"output {position}", (ax.get_xlim()[0], y), (-6, 0), fontsize=fontsize, **label)


def _volume(image):
    image = as_numbers("image", image)
    return image.reshape(-1, *image.shape[-2:])


def _pick(steps, step):
    if as_int("step", step, 0) >= len(steps):
        raise ValueError(f"step must lie in 0 ... {len(steps) - 1}, the output has {len(steps)} cells: got {step}")
    return steps[step]
