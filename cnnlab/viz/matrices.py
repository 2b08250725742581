"""A convolution as a matrix, number by number; and a dense layer and a convolution as one matrix at three stops."""

import numpy as np

from cnnlab.matrices import LayerMatrices, conv_as_matrix
from cnnlab.viz.drawing import HEADING, LIGHT, Page, draw_cells, outline, signed, styled, words

CAPTION = {"color": LIGHT["muted"], "fontsize": 8}
LINED = 64  # columns: in a wider matrix, cells are smaller than a pixel of the screen


@styled
def show_conv_matrix(kernel, rows, columns):
    """The matrix that does a convolution to a flattened image of rows x columns, with its numbers: an Axes.

    A row for each output, a column for each pixel, with a line where a row of the map, or of the image, ends. Where
    the convolution has no weight the paper stays white; numbers are written where they fit, in up to 30 columns or so.
    Raises ValueError or TypeError for what `matrices.conv_as_matrix` refuses.
    """
    matrix = conv_as_matrix(kernel, rows, columns)
    there = conv_as_matrix(np.ones(np.shape(kernel)), rows, columns) != 0
    outputs, pixels = matrix.shape
    map_columns = columns - np.shape(kernel)[1] + 1
    cell = min(0.31, 9 / pixels)
    counts = f"{outputs} x {pixels} = {outputs * pixels:,} places, a weight at {there.sum():,}"
    heading = f"A row for each output, a column for each pixel: {counts}, only {np.size(kernel)} free numbers"
    page = Page(0.75 + pixels * cell + 0.2, outputs * cell + 0.75, [words(heading, **HEADING)])
    ax = page.panel(0.75, 0.15 + outputs * cell / 2, outputs, pixels, cell)
    draw_cells(ax, np.where(there, matrix, np.nan), *signed(matrix))
    _group(ax, "y", outputs, map_columns, "map\nrow {}" if map_columns * cell > 0.28 else "", pixels)
    _group(ax, "x", pixels, columns, "image row {}" if columns * cell > 0.75 else "", outputs)
    return ax


def _group(ax, axis, count, size, name, across):
    """A line between groups of `size` rows (axis "y") or columns ("x"), and the name of each group at its edge."""
    for group, start in enumerate(range(0, count, size)):
        ends, middle = [start - 0.5, start - 0.5], start + size / 2 - 0.5
        line = {"color": LIGHT["muted"], "linewidth": 1.2, "zorder": 2, "clip_on": False}
        style = {"ha": "center", "va": "bottom", "clip_on": False, **CAPTION}
        if axis == "x":
            ax.plot(ends, [-0.5, across - 0.5], **line)
            ax.text(middle, -0.75, name.format(group), **style)
        else:
            ax.plot([-0.5, across - 0.5], ends, **line)
            ax.text(-0.75, middle, name.format(group), **style | {"ha": "right", "va": "center"})


@styled
def show_dense_to_conv(side=6, kernel_size=3, *, kernel=None, rng):
    """The matrix of one map from side x side pixels at three stops, side by side: dense, masked, tied.

    A row for each output pixel, a column for each input pixel; orange weights are above zero, blue ones below, and
    where there is none the paper stays white. side: 4 to 28; kernel_size: 1 to side; kernel (kernel_size,
    kernel_size) and rng as for `widgets.DenseToConv`, which shows the same numbers. Returns three Axes in an array.
    Raises ValueError or TypeError for anything else.
    """
    matrices = LayerMatrices(side, kernel_size, kernel, rng=rng)
    rows, columns = matrices.out**2, matrices.side**2
    cell = min(2.9 / columns, 0.3)
    high = rows if columns <= LINED else max(rows, columns // 6)  # a flat matrix is stretched, or it would be a line
    room, tall = max(columns * cell, 2.3), max(high * cell, 1.0)
    page = Page(0.55 + 3 * (room + 0.25), tall + 0.85, [words(_heading(matrices), **HEADING)])
    middle, axes = 0.25 + tall / 2, []
    for index, (stop, count) in enumerate(matrices.sums.items()):
        left = 0.45 + index * (room + 0.25)
        ax = page.panel(left, middle, high, columns, cell, f"{stop}: {count}", _free(matrices)[stop])
        shown = matrices.matrix(stop) if stop == "dense" else np.where(matrices.mask(), matrices.matrix(stop), np.nan)
        _draw(ax, shown, *signed(matrices.kernel))
        page.write(left + columns * cell / 2, 0.12, f"{columns} input pixels", **CAPTION)
        axes.append(ax)
    page.write(0.3, middle, f"{rows} output pixel{'s' * (rows > 1)}", rotation=90, **CAPTION)
    return np.array(axes)


def _heading(matrices):
    side, out, counts = matrices.side, matrices.out, matrices.counts
    weights = f"{counts['dense']:,} free weights, or {counts['tied']} that are shared"
    return f"One map, {side} x {side} to {out} x {out} pixels: {weights}"


def _free(matrices):
    """What is free at each stop, in a few words."""
    square = f"{matrices.size} x {matrices.size}"
    return {
        "dense": "every weight is free",
        "masked": f"{square} in each row",
        "tied": f"the same {square} in each row",
    }


def _draw(ax, values, colours, norm):
    if values.shape[1] <= LINED:
        draw_cells(ax, values, colours, norm)
    else:
        ax.imshow(np.nan_to_num(values), cmap=colours, norm=norm, aspect="auto")
        outline(ax)
