"""HandIn: what a learner's record holds, and the file of it that they hand in."""

from cnnlab.widgets.hand_in.widget import HandIn

__all__ = ["HandIn"]
