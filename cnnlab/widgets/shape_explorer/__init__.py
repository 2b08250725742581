"""ShapeExplorer: the size formula with its numbers filled in, and how often each cell of the input is read."""

from cnnlab.widgets.shape_explorer.widget import LIMITS, ShapeExplorer

__all__ = ["LIMITS", "ShapeExplorer"]
