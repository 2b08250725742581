"""Questions to a trained network: what its answer rests on, what excites its filters, and what it can do without."""

from cnnlab.inside.layers import DRAWS, put_back, put_back_each, with_new_numbers, without_each, without_filter
from cnnlab.inside.moved import right_when_moved
from cnnlab.inside.occlusion import occlusion_map
from cnnlab.inside.patches import strongest_patches

__all__ = [
    "DRAWS", "occlusion_map", "put_back", "put_back_each", "right_when_moved", "strongest_patches", "with_new_numbers",
    "without_each", "without_filter",
]  # fmt: skip
