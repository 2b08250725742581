"""Layers, forward and backward, and stacks of them."""

from cnnlab.nn.layers import AvgPool2d, Conv1d, Conv2d, Dropout, Flatten, Linear, MaxPool1d, MaxPool2d, ReLU
from cnnlab.nn.models import lenet
from cnnlab.nn.module import Module, Parameter, Sequential

__all__ = [
    "AvgPool2d", "Conv1d", "Conv2d", "Dropout", "Flatten", "Linear", "MaxPool1d", "MaxPool2d", "Module", "Parameter",
    "ReLU", "Sequential", "lenet",
]  # fmt: skip
