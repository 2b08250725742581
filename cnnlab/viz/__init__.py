"""Static pictures of images, kernels, feature maps and results, with Matplotlib.

One picture takes `ax` and returns it; a grid returns an array of Axes. Pixel values are ink on paper (0 white, 1
black); signed values are orange above zero and blue below, on a scale symmetric about zero. Nothing is shown or
configured behind your back: in a notebook the figure appears at the end of its cell.
"""

from cnnlab.viz.describing import describe
from cnnlab.viz.drawing import INK, LIGHT, PALETTE, SIGNED
from cnnlab.viz.gradients import plot_differences, plot_nudges, show_gradients
from cnnlab.viz.graph import show_graph
from cnnlab.viz.images import (
    show_colour,
    show_feature_maps,
    show_found,
    show_image,
    show_images,
    show_kernels,
    show_strip,
    show_worst,
)
from cnnlab.viz.inside import plot_shifts, show_occlusion, show_snapshots
from cnnlab.viz.matrices import show_conv_matrix, show_dense_to_conv
from cnnlab.viz.network import plot_draws, plot_shares, show_receptive_fields
from cnnlab.viz.patches import show_patches
from cnnlab.viz.results import (
    plot_comparison,
    plot_confusion,
    plot_curves,
    plot_growth,
    plot_history,
    plot_losses,
    plot_speed,
    plot_split,
)  # fmt: skip
from cnnlab.viz.runs import plot_overfitting, plot_seeds
from cnnlab.viz.shifts import show_shift
from cnnlab.viz.signals import show_beats, show_filtered, show_signals
from cnnlab.viz.stations import show_stations
from cnnlab.viz.tiny import show_tiny_network
from cnnlab.viz.valley import show_valley
from cnnlab.viz.volumes import show_architecture, show_volumes
from cnnlab.viz.walk import show_pool_step, show_sizes, show_step, show_walk
from cnnlab.viz.way import show_way

__all__ = [
    "INK",
    "LIGHT",
    "PALETTE",
    "SIGNED",
    "describe",
    "plot_comparison",
    "plot_confusion",
    "plot_curves",
    "plot_differences",
    "plot_draws",
    "plot_growth",
    "plot_history",
    "plot_losses",
    "plot_nudges",
    "plot_overfitting",
    "plot_seeds",
    "plot_shares",
    "plot_shifts",
    "plot_speed",
    "plot_split",
    "show_architecture",
    "show_beats",
    "show_colour",
    "show_conv_matrix",
    "show_dense_to_conv",
    "show_feature_maps",
    "show_filtered",
    "show_found",
    "show_gradients",
    "show_graph",
    "show_image",
    "show_images",
    "show_kernels",
    "show_occlusion",
    "show_patches",
    "show_pool_step",
    "show_receptive_fields",
    "show_shift",
    "show_signals",
    "show_sizes",
    "show_snapshots",
    "show_stations",
    "show_step",
    "show_strip",
    "show_tiny_network",
    "show_valley",
    "show_volumes",
    "show_walk",
    "show_way",
    "show_worst",
]
