"""DenseToConv: the weights of one layer as a matrix, from all free through masked to tied: a convolution."""

from cnnlab.widgets.dense_to_conv.widget import DenseToConv

__all__ = ["DenseToConv"]
