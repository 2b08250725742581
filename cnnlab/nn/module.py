"""What every layer is: a module with parameters, which runs forward and backward; and a sequence of them."""

from typing import NamedTuple

import numpy as np


class Parameter:
    """An array that training changes, `.data`, and the gradient of the loss with respect to it, `.grad` (or None)."""

    def __init__(self, data):
        self.data, self.grad = data, None

    def add_grad(self, grad):
        """Add to `.grad`: gradients accumulate until `Module.zero_grad`, as in PyTorch."""
        self.grad = grad if self.grad is None else self.grad + grad

    def __repr__(self):
        return f"Parameter{self.data.shape}"


class Axis(NamedTuple):
    """How a layer's window moves along one axis: sizes in cells; `before` is the padding at the start."""

    kernel: int
    stride: int
    before: int
    dilation: int


class Module:
    """What all layers share. A layer defines `forward` and `backward`, and what it does to a shape."""

    training = True
    window = ()  # one Axis per spatial axis, for layers that look through a window
    sees_everything = False  # True where each output depends on every input
    _remembered = None

    def __call__(self, x):
        return self.forward(x)

    def forward(self, x):
        """The output for x, whose input is remembered for `backward`."""
        raise NotImplementedError

    def backward(self, grad_out, *, need_grad_x=True):
        """Add this layer's parameter gradients, and return the gradient of its input (None if not needed)."""
        raise NotImplementedError

    def output_shape(self, shape):
        """The output's shape for one example of `shape`, both without the batch axis."""
        return tuple(shape)

    def macs(self, shape):
        """Multiply-accumulates for one example of `shape`."""
        return 0

    def named_parameters(self):
        """(name, Parameter) pairs in a fixed order."""
        return [(name, value) for name, value in vars(self).items() if isinstance(value, Parameter)]

    def parameters(self):
        """Every Parameter, in the order of `named_parameters`."""
        return [parameter for _, parameter in self.named_parameters()]

    def modules(self):
        """This module and every one inside it."""
        return [self]

    def zero_grad(self):
        """Forget all gradients, before the next batch adds its own."""
        for parameter in self.parameters():
            parameter.grad = None

    def train(self, mode=True):
        """Switch to training (dropout on) or, with False, to evaluation. Returns the module."""
        for module in self.modules():
            module.training = mode
        return self

    def eval(self):
        """Switch to evaluation: dropout off. Returns the module."""
        return self.train(False)

    def state_dict(self):
        """A copy of every parameter's numbers, by name."""
        return {name: parameter.data.copy() for name, parameter in self.named_parameters()}

    def load_state_dict(self, state):
        """Set every parameter from `state`; names and shapes must match, else ValueError and nothing changes."""
        own = dict(self.named_parameters())
        missing, unknown = sorted(own.keys() - state.keys()), sorted(state.keys() - own.keys())
        if missing or unknown:
            raise ValueError(f"parameter names do not match the model: missing {missing}, unknown {unknown}")
        arrays = {name: np.asarray(value) for name, value in state.items()}
        for name, parameter in own.items():
            if arrays[name].shape != parameter.data.shape or not np.issubdtype(arrays[name].dtype, np.floating):
                raise ValueError(
                    f"{name} must be floating-point numbers of shape {parameter.data.shape}, "
                    f"got {arrays[name].dtype} of shape {arrays[name].shape}"
                )
        for name, parameter in own.items():
            parameter.data[...] = arrays[name]

    def _recall(self):
        if self._remembered is None:
            raise RuntimeError(f"{self!r} has no input to differentiate: call forward before backward")
        return self._remembered

    def __getstate__(self):
        """A copy of a layer, or a pickle, leaves out what the layer remembers of its last forward pass."""
        return {name: value for name, value in dict(vars(self)).items() if name != "_remembered"}

    def __repr__(self):
        return f"{type(self).__name__}()"


class Sequential(Module):
    """Layers one after another. Indexable: model[0] is the first layer, model[:3] a Sequential of the first three."""

    def __init__(self, *layers):
        for index, layer in enumerate(layers):
            if not isinstance(layer, Module):
                raise TypeError(f"layer {index} must be a cnnlab.nn layer, got {layer!r}")
        self.layers = list(layers)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def activations(self, x):
        """The output of every layer for x, in order; the last is what `forward` returns."""
        outputs = []
        for layer in self.layers:
            x = layer(x)
            outputs.append(x)
        return outputs

    def backward(self, grad_out, *, need_grad_x=True):
        learners = () if need_grad_x else (index for index, layer in enumerate(self.layers) if layer.parameters())
        first = next(iter(learners), 0)
        for index in reversed(range(first, len(self.layers))):
            grad_out = self.layers[index].backward(grad_out, need_grad_x=need_grad_x or index > first)
        return grad_out if need_grad_x else None

    def output_shape(self, shape):
        for layer in self.layers:
            shape = layer.output_shape(shape)
        return tuple(shape)

    def macs(self, shape):
        total = 0
        for layer in self.layers:
            total, shape = total + layer.macs(shape), layer.output_shape(shape)
        return total

    def named_parameters(self):
        return [(f"{i}.{name}", p) for i, layer in enumerate(self.layers) for name, p in layer.named_parameters()]

    def parameters(self):
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def modules(self):
        return [self, *(module for layer in self.layers for module in layer.modules())]

    def __getitem__(self, index):
        return Sequential(*self.layers[index]) if isinstance(index, slice) else self.layers[index]

    def __len__(self):
        return len(self.layers)

    def __iter__(self):
        return iter(self.layers)

    def __repr__(self):
        return "Sequential(\n" + "".join(f"  {layer!r},\n" for layer in self.layers) + ")"
