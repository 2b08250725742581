"""Layers: thin shells over `functional` that own parameters and remember their input for the backward pass."""

from math import prod

import numpy as np

from cnnlab import functional as F
from cnnlab._arguments import as_generator, as_int, as_number, as_pair
from cnnlab.arithmetic import as_padding, as_pool_padding, dense_macs, output_sizes, pool_window
from cnnlab.nn.module import Axis, Module, Parameter


def _uniform(rng, shape, fan_in):
    """PyTorch's default initialisation: uniform within 1 / sqrt(fan_in), for weights and biases alike."""
    bound = 1 / np.sqrt(fan_in)
    return Parameter(rng.uniform(-bound, bound, shape).astype(np.float32))


class _Weighted(Module):
    """What layers with a weight, and perhaps a bias, share; the first axis of the weight is that of the outputs."""

    def __init__(self, shape, bias, rng):
        fan_in = prod(shape[1:])
        self.weight = _uniform(rng, shape, fan_in)
        self.bias = _uniform(rng, shape[:1], fan_in) if bias else None

    def _bias_data(self):
        return None if self.bias is None else self.bias.data

    def _add_grads(self, grad_weight, grad_bias):
        self.weight.add_grad(grad_weight)
        if self.bias is not None:
            self.bias.add_grad(grad_bias)


class _Conv(_Weighted):
    """What Conv1d and Conv2d share; kernel_size and the like are tuples of one or two ints here."""

    def __init__(self, channels, kernel_size, stride, padding, dilation, bias, rng):
        as_generator(rng)
        in_channels, out_channels = channels
        self.in_channels = as_int("in_channels", in_channels, 1)
        self.out_channels = as_int("out_channels", out_channels, 1)
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        super().__init__((out_channels, in_channels, *kernel_size), bias, rng)
        sides = _padding_sides(padding, kernel_size, stride, dilation)
        self.window = tuple(
            Axis(k, s, before, d) for k, s, (before, _), d in zip(kernel_size, stride, sides, dilation, strict=True)
        )

    def output_shape(self, shape):
        sizes = _sizes(shape, self.in_channels, len(self.kernel_size))
        sides = _padding_sides(self.padding, self.kernel_size, self.stride, self.dilation)
        return self.out_channels, *output_sizes(sizes, self.kernel_size, self.stride, sides, self.dilation)

    def macs(self, shape):
        weights = self.in_channels * self.out_channels * prod(self.kernel_size)
        return weights * prod(self.output_shape(shape)[1:])

    def __repr__(self):
        optional = {"stride": (self.stride, 1), "padding": (self.padding, 0), "dilation": (self.dilation, 1)}
        optional["bias"] = (self.bias is not None, True)
        return _call(self, self.in_channels, self.out_channels, self.kernel_size, **optional)


class Conv2d(_Conv):
    """`functional.conv2d` with its own filters: (N, in_channels, H, W) -> (N, out_channels, H', W')."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, *, bias=True, rng):
        pairs = as_pair("kernel_size", kernel_size, 1), as_pair("stride", stride, 1)
        super().__init__((in_channels, out_channels), *pairs, padding, as_pair("dilation", dilation, 1), bias, rng)

    def forward(self, x):
        self._remembered = x
        return F.conv2d(x, self.weight.data, self._bias_data(), self.stride, self.padding, self.dilation)

    def backward(self, grad_out, *, need_grad_x=True):
        settings = self.stride, self.padding, self.dilation
        grad_x, *grads = F.conv2d_backward(
            grad_out, self._recall(), self.weight.data, *settings, need_grad_x=need_grad_x
        )
        self._add_grads(*grads)
        return grad_x


class Conv1d(_Conv):
    """`functional.conv1d` with its own filters: (N, in_channels, L) -> (N, out_channels, L')."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, *, bias=True, rng):
        singles = (as_int("kernel_size", kernel_size, 1),), (as_int("stride", stride, 1),)
        super().__init__((in_channels, out_channels), *singles, padding, (as_int("dilation", dilation, 1),), bias, rng)

    def forward(self, x):
        self._remembered = x
        (stride,), (dilation,) = self.stride, self.dilation
        return F.conv1d(x, self.weight.data, self._bias_data(), stride, self.padding, dilation)

    def backward(self, grad_out, *, need_grad_x=True):
        (stride,), (dilation,) = self.stride, self.dilation
        grad_x, *grads = F.conv1d_backward(
            grad_out, self._recall(), self.weight.data, stride, self.padding, dilation, need_grad_x=need_grad_x
        )
        self._add_grads(*grads)
        return grad_x


class Linear(_Weighted):
    """A dense layer, `functional.linear` with its own weights: (N, in_features) -> (N, out_features)."""

    sees_everything = True

    def __init__(self, in_features, out_features, *, bias=True, rng):
        as_generator(rng)
        self.in_features = as_int("in_features", in_features, 1)
        self.out_features = as_int("out_features", out_features, 1)
        super().__init__((out_features, in_features), bias, rng)

    def forward(self, x):
        self._remembered = x
        return F.linear(x, self.weight.data, self._bias_data())

    def backward(self, grad_out, *, need_grad_x=True):
        grad_x, *grads = F.linear_backward(grad_out, self._recall(), self.weight.data, need_grad_x=need_grad_x)
        self._add_grads(*grads)
        return grad_x

    def output_shape(self, shape):
        if tuple(shape) != (self.in_features,):
            change = f"give it {shape[0]} inputs" if len(shape) == 1 else "flatten first"
            raise ValueError(f"a dense layer of {self.in_features} inputs needs shape ({self.in_features},): {change}")
        return (self.out_features,)

    def macs(self, shape):
        return dense_macs(self.in_features, self.out_features)

    def __repr__(self):
        return _call(self, self.in_features, self.out_features, bias=(self.bias is not None, True))


class _Pool(Module):
    """What the two pools share; a window moves as for a convolution, and has no numbers of its own."""

    def __init__(self, kernel_size, stride, padding, dilation, ceil_mode):
        self.kernel_size = as_pair("kernel_size", kernel_size, 1)
        self.stride = self.kernel_size if stride is None else as_pair("stride", stride, 1)
        self.padding, self.dilation, self.ceil_mode = padding, as_pair("dilation", dilation, 1), bool(ceil_mode)
        sides = as_pool_padding(padding, self.kernel_size, self.stride, self.dilation)
        axes = zip(self.kernel_size, self.stride, sides, self.dilation, strict=True)
        self.window = tuple(Axis(k, s, before, d) for k, s, (before, _), d in axes)

    def output_shape(self, shape):
        settings = self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode
        return shape[0], *pool_window(_sizes(shape, None, 2), *settings).output

    def __repr__(self):
        optional = {"stride": (self.stride, _short(self.kernel_size)), "padding": (self.padding, 0)}
        optional |= {"dilation": (self.dilation, 1), "ceil_mode": (self.ceil_mode, False)}
        optional["count_include_pad"] = getattr(self, "count_include_pad", True), True
        return _call(self, self.kernel_size, **optional)


class MaxPool2d(_Pool):
    """`functional.max_pool2d`: the largest value of each window; no parameters."""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, *, ceil_mode=False):
        super().__init__(kernel_size, stride, padding, dilation, ceil_mode)

    def _settings(self):
        return self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode

    def forward(self, x):
        out = F.max_pool2d(x, *self._settings())
        self._remembered = x, out
        return out

    def backward(self, grad_out, *, need_grad_x=True):
        x, out = self._recall()
        return F.max_pool2d_backward(grad_out, x, *self._settings(), out=out)


class MaxPool1d(MaxPool2d):
    """`MaxPool2d` with one axis fewer, the largest of each window: (N, C, L) -> (N, C, L'); no parameters."""

    def __init__(self, kernel_size, stride=None):
        size = as_int("kernel_size", kernel_size, 1)
        super().__init__((1, size), (1, size if stride is None else as_int("stride", stride, 1)))
        self.window = self.window[1:]

    def forward(self, x):
        return super().forward(x[:, :, None])[:, :, 0]

    def backward(self, grad_out, *, need_grad_x=True):
        return super().backward(grad_out[:, :, None])[:, :, 0]

    def output_shape(self, shape):
        (length,) = _sizes(shape, None, 1)
        return super().output_shape((shape[0], 1, length))[::2]

    def __repr__(self):
        return _call(self, self.kernel_size[1:], stride=(self.stride[1:], _short(self.kernel_size[1:])))


class AvgPool2d(_Pool):
    """`functional.avg_pool2d`: the mean of each window; no parameters."""

    def __init__(self, kernel_size, stride=None, padding=0, count_include_pad=True, *, ceil_mode=False):
        super().__init__(kernel_size, stride, padding, 1, ceil_mode)
        self.count_include_pad = bool(count_include_pad)

    def _settings(self):
        return self.kernel_size, self.stride, self.padding, self.count_include_pad

    def forward(self, x):
        self._remembered = x
        return F.avg_pool2d(x, *self._settings(), ceil_mode=self.ceil_mode)

    def backward(self, grad_out, *, need_grad_x=True):
        return F.avg_pool2d_backward(grad_out, self._recall(), *self._settings(), ceil_mode=self.ceil_mode)


class ReLU(Module):
    """`functional.relu`: negative numbers become zero."""

    def forward(self, x):
        self._remembered = x
        return F.relu(x)

    def backward(self, grad_out, *, need_grad_x=True):
        return F.relu_backward(grad_out, self._recall())


class Flatten(Module):
    """(N, C, H, W) -> (N, C * H * W), channel by channel, row by row, as PyTorch does."""

    def forward(self, x):
        self._remembered = x.shape
        # The copy keeps the batch last in memory, like the results of `functional`, and is handed out as its transpose.
        return np.moveaxis(x, 0, -1).reshape(-1, len(x)).T

    def backward(self, grad_out, *, need_grad_x=True):
        return grad_out.reshape(self._recall())

    def output_shape(self, shape):
        return (prod(shape),)


class Dropout(Module):
    """In training, zeroes each number with probability p and divides the others by 1 - p; in evaluation, does nothing.

    Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
    """

    def __init__(self, p, *, rng):
        self.p, self.rng = as_number("p", p, 0, 1), as_generator(rng)

    def forward(self, x):
        if not self.training or self.p == 0:
            self._remembered = x.dtype.type(1)
            return x
        kept = self.rng.random(x.shape, dtype=np.float32) >= self.p
        self._remembered = kept * x.dtype.type(0 if self.p == 1 else 1 / (1 - self.p))
        return x * self._remembered

    def backward(self, grad_out, *, need_grad_x=True):
        return grad_out * self._recall()

    def __repr__(self):
        return _call(self, self.p)


def _padding_sides(padding, kernel_size, stride, dilation):
    """((before, after), ...) for each axis of a 1-D or 2-D window."""
    if len(kernel_size) == 2:
        return as_padding(padding, kernel_size, stride, dilation)
    padding = padding if isinstance(padding, str) else ((0, 0), as_pair("padding", padding, 0, ("before", "after")))
    return as_padding(padding, (1, *kernel_size), (1, *stride), (1, *dilation))[1:]


def _sizes(shape, channels, ndim):
    """The spatial sizes of one example's (C, ...) shape."""
    if len(shape) != ndim + 1 or channels not in (None, shape[0]):
        wanted = f"{channels or 'any number of'} channels and {ndim} spatial axes"
        raise ValueError(f"it needs an input with {wanted}, got shape {tuple(shape)}")
    return tuple(shape[1:])


def _call(layer, *required, **optional):
    """The call that makes the layer, as text; optional: name -> (value, default), shown where they differ."""
    shown = [repr(_short(value)) for value in required]
    shown += [f"{name}={_short(value)!r}" for name, (value, usual) in optional.items() if _short(value) != usual]
    return f"{type(layer).__name__}({', '.join(shown)})"


def _short(value):
    """(5, 5) as 5, and (5,) as 5."""
    same = isinstance(value, tuple) and len(set(value)) == 1 and isinstance(value[0], int)
    return value[0] if same else value
