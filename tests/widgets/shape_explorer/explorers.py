"""How the tests of ShapeExplorer make one, and what they count for themselves."""

import itertools

import numpy as np
from hypothesis import strategies as st

from cnnlab.widgets import ShapeExplorer
from cnnlab.widgets.shape_explorer import LIMITS

SLIDERS = {name: st.integers(*ends) for name, ends in LIMITS.items()}


def explorer(size, kernel, stride=1, padding=0, dilation=1):
    return ShapeExplorer(size, kernel, stride=stride, padding=padding, dilation=dilation)


def counted(size, kernel, stride, padding, dilation):
    """How often each cell of the padded input is read, by walking all windows."""
    padded, extent = size + 2 * padding, dilation * (kernel - 1) + 1
    counts, starts = np.zeros((padded, padded), int), range(0, padded - extent + 1, stride)
    for top, left, i, j in itertools.product(starts, starts, range(kernel), range(kernel)):
        counts[top + i * dilation, left + j * dilation] += 1
    return counts


def findings(in_node, size, kernel_size=3, stride=1, padding=0, dilation=1):
    """What the page says of a walk; nothing where there is none."""
    settings = {"size": size, "kernel_size": kernel_size, "stride": stride, "padding": padding, "dilation": dilation}
    try:
        return in_node.ask("findings", **settings)
    except ValueError:
        return ""


def cells(root, paths="path:not(.cl-lit):not([opacity])"):
    """How many cells the paths of a grid draw, all of them or those that a selector finds."""
    return sum((path.get_attribute("d") or "").count("z") for path in root.locator(paths).all())
