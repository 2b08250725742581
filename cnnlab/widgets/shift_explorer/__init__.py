"""ShiftExplorer: a digit that is dragged, beside its map and its pooled map: what moves along, stays and changes."""

from cnnlab.widgets.shift_explorer.widget import ShiftExplorer

__all__ = ["ShiftExplorer"]
