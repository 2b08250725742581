"""Valley: a loss over one weight or two, and a ball that takes the steps of gradient descent."""

from cnnlab.widgets.valley.widget import MOST_STEPS, Valley

__all__ = ["MOST_STEPS", "Valley"]
