"""Networks with a planted fault: in each of them, one layer computes a wrong gradient, and most learn all the same.

All specimens have the same layers, and with the same `rng` the same weights: going forward, nobody can tell them apart.
The fault is in how one layer goes back. Find it by evidence, and read on in this file when you have.
"""

import numpy as np

from cnnlab import functional as F
from cnnlab import nn

__all__ = ["FAULTS", "SPECIMENS", "reveal", "specimen"]

# What can be wrong, by a short name to answer with. Some of these are in no specimen.
FAULTS = {
    "healthy": "nothing is wrong: every gradient is what it should be",
    "not turned": "a convolution lays its kernel on the gradient without turning it by 180 degrees",
    "last position": "a convolution's weight gradient keeps the last position alone: = where += should stand",
    "no bias": "a convolution's bias gets the gradient 0, and never learns",
    "stride 1": "a convolution goes back as if its stride were 1",
    "everybody": "max-pooling gives the gradient to every cell of the window, not to the winner alone",
    "open gate": "a ReLU lets every gradient through, also where it was shut on the way forward",
    "transposed": "a dense layer goes back with the rows and columns of its weights exchanged",
    "mean": "a convolution's weight gradient is the mean over the positions, not their sum",
    "wrong sign": "a dense layer's gradient has the wrong sign",
}


def specimen(name, *, rng):
    """The specimen of this name, new and untrained: a `Sequential` (N, 1, 28, 28) -> (N, 10).

    Raises ValueError for a name that is not in SPECIMENS.

    >>> specimen("A", rng=np.random.default_rng(0))[3]
    Conv2d(8, 16, 4, stride=2)
    """
    place, kind = _PLANTED[_known(name)][1:]
    model = nn.Sequential(
        nn.Conv2d(1, 8, 5, rng=rng), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(8, 16, 4, stride=2, rng=rng), nn.ReLU(), nn.Flatten(),
        nn.Linear(400, 32, rng=rng), nn.ReLU(), nn.Linear(32, 32, rng=rng), nn.ReLU(), nn.Linear(32, 10, rng=rng),
    )  # fmt: skip
    if kind is not None:
        model[place].__class__ = kind
    return model


def reveal(name):
    """The short name in FAULTS of what is wrong with a specimen: the answer. Raises ValueError for an unknown name."""
    return _PLANTED[_known(name)][0]


def _known(name):
    if name not in SPECIMENS:
        raise ValueError(f"a specimen's name is one of {', '.join(SPECIMENS)}, got {name!r}")
    return name


# ------------------------------------------------------------------------------------ here are the faults: no peeking


def _disguised(kind):
    """A faulty layer under the name of the right one, so that no repr and no type gives it away."""
    right = kind.__base__
    kind.__name__, kind.__qualname__, kind.__module__ = right.__name__, right.__qualname__, right.__module__
    return kind


@_disguised
class _NotTurned(nn.Conv2d):
    def backward(self, grad_out, *, need_grad_x=True):
        super().backward(grad_out, need_grad_x=False)
        turned_twice = np.ascontiguousarray(self.weight.data[:, :, ::-1, ::-1])
        return F.conv2d_backward(grad_out, self._recall(), turned_twice, self.stride, self.padding, self.dilation)[0]


@_disguised
class _LastPosition(nn.Conv2d):
    def backward(self, grad_out, *, need_grad_x=True):
        settings = self._recall(), self.weight.data, self.stride, self.padding, self.dilation
        last = np.zeros_like(grad_out)
        last[:, :, -1, -1] = grad_out[:, :, -1, -1]
        grad_x, _, grad_bias = F.conv2d_backward(grad_out, *settings, need_grad_x=need_grad_x)
        self.weight.add_grad(F.conv2d_backward(last, *settings, need_grad_x=False)[1])
        self.bias.add_grad(grad_bias)
        return grad_x


@_disguised
class _NoBias(nn.Conv2d):
    def backward(self, grad_out, *, need_grad_x=True):
        before = self.bias.grad
        grad_x = super().backward(grad_out, need_grad_x=need_grad_x)
        self.bias.grad = np.zeros_like(self.bias.data) if before is None else before
        return grad_x


@_disguised
class _StrideOne(nn.Conv2d):
    def backward(self, grad_out, *, need_grad_x=True):
        x = self._recall()
        rows, columns = (n + k - 1 for n, k in zip(grad_out.shape[2:], self.kernel_size, strict=True))
        corner, grad_x = np.ascontiguousarray(x[:, :, :rows, :columns]), np.zeros_like(x)
        grad_corner, grad_weight, grad_bias = F.conv2d_backward(grad_out, corner, self.weight.data)
        self.weight.add_grad(grad_weight)
        self.bias.add_grad(grad_bias)
        grad_x[:, :, :rows, :columns] = grad_corner
        return grad_x


@_disguised
class _Everybody(nn.MaxPool2d):
    def backward(self, grad_out, *, need_grad_x=True):
        x, _ = self._recall()
        cells = self.kernel_size[0] * self.kernel_size[1]
        return cells * F.avg_pool2d_backward(grad_out, x, self.kernel_size, self.stride, self.padding)


@_disguised
class _OpenGate(nn.ReLU):
    def backward(self, grad_out, *, need_grad_x=True):
        return grad_out


@_disguised
class _Transposed(nn.Linear):
    def backward(self, grad_out, *, need_grad_x=True):
        super().backward(grad_out, need_grad_x=False)
        return grad_out @ self.weight.data.T  # it fits, because the layer is square


# The fault, the layer it is in, and the class of that layer.
_PLANTED = {
    "A": ("everybody", 1, _Everybody),
    "B": ("last position", 3, _LastPosition),
    "C": ("transposed", 8, _Transposed),
    "D": ("not turned", 3, _NotTurned),
    "E": ("healthy", None, None),
    "F": ("stride 1", 3, _StrideOne),
    "G": ("no bias", 0, _NoBias),
    "H": ("open gate", 4, _OpenGate),
}
SPECIMENS = tuple(_PLANTED)
