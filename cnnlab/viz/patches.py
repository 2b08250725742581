"""The patches that excite each filter of a layer most, under its kernel."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize

from cnnlab._arguments import as_numbers
from cnnlab.viz.drawing import INK, LIGHT, head, outline, signed, styled

ACROSS = 8  # filters side by side


@styled
def show_patches(patches, kernels=None, *, marked=None, heading=None):
    """For each filter its strongest patches, one under the other: patches (filters, count, H, W) or (..., 1, H, W).

    Eight filters stand side by side, the next eight below them. kernels (filters, kH, kW): drawn above the patches,
    orange above zero and blue below, on one scale. marked: a filter to put frames around. Returns an array of Axes,
    a row for each filter, its kernel first if there is one. Raises ValueError for other shapes.
    """
    patches = as_numbers("patches", patches)
    if patches.ndim == 5 and patches.shape[2] == 1:
        patches = patches[:, :, 0]
    if patches.ndim != 4 or 0 in patches.shape:
        raise ValueError(f"patches must have shape (filters, count, rows, columns), got {patches.shape}")
    filters, count = patches.shape[:2]
    kernels = np.empty((filters, 0, 0)) if kernels is None else as_numbers("kernels", kernels)
    if kernels.ndim != 3 or len(kernels) != filters:
        raise ValueError(f"{filters} filters need as many kernels (filters, rows, columns), got {kernels.shape}")
    above = int(kernels.size > 0)
    blocks, across, rows = -(-filters // ACROSS), min(filters, ACROSS), count + above
    size = (max(1.02 * across, 4.6), blocks * (0.98 * rows + 0.3) + 0.4)
    figure, grid = plt.subplots(blocks * rows, across, squeeze=False, figsize=size)
    by_filter = grid.reshape(blocks, rows, across).transpose(0, 2, 1).reshape(blocks * across, rows)
    for empty in by_filter[filters:].flat:
        empty.set_axis_off()
    axes = by_filter[:filters]
    for filter, column in enumerate(axes):
        if above:
            colours, norm = signed(kernels)
            column[0].imshow(kernels[filter], cmap=colours, norm=norm, interpolation="nearest")
        for ax, patch in zip(column[above:], patches[filter], strict=True):
            ax.imshow(patch, cmap=INK, norm=Normalize(0, 1), interpolation="nearest")
        _finish(column, filter, strong=filter == marked)
    head(figure, heading or f"The {count} patches that excite each of {filters} filters most")
    return axes


def _finish(column, filter, strong):
    column[0].set_title(f"filter {filter}", fontsize=9, loc="center", fontweight="bold" if strong else "normal")
    for ax in column:
        outline(ax)
        if strong:
            for spine in ax.spines.values():
                spine.set(visible=True, color=LIGHT["window"], linewidth=2.5)
