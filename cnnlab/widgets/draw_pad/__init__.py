"""DrawPad: draw a digit, see how a net sees it, and what it answers, also while it is still learning."""

from cnnlab.widgets.draw_pad.widget import DrawPad

__all__ = ["DrawPad"]
