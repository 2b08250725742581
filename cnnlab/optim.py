"""Optimizers, which turn gradients into steps, and a schedule for the learning rate."""

import math

import numpy as np

from cnnlab._arguments import as_int, as_number


class Optimizer:
    """What all optimizers share: parameters, a learning rate `lr`, and one buffer or more for each parameter."""

    buffer_names = ()
    setting_names = ("weight_decay",)

    def __init__(self, params, lr, weight_decay=0.0):
        self.params = list(params)
        if not self.params:
            raise ValueError("the optimizer was given no parameters: pass model.parameters()")
        for parameter in self.params:
            if not (hasattr(parameter, "data") and hasattr(parameter, "grad")):
                raise TypeError(
                    f"the optimizer needs Parameters, got {type(parameter).__name__}: pass model.parameters()"
                )
        self.lr, self.weight_decay = as_number("lr", lr, 0), as_number("weight_decay", weight_decay, 0)
        self.steps = 0
        self.buffers = {name: [np.zeros_like(p.data) for p in self.params] for name in self.buffer_names}

    def step(self):
        """Change every parameter that has a gradient, in place."""
        self.steps += 1
        for index, parameter in enumerate(self.params):
            if parameter.grad is None:
                continue
            grad = parameter.grad + self.weight_decay * parameter.data if self.weight_decay else parameter.grad
            parameter.data -= self._change(grad, *(buffers[index] for buffers in self.buffers.values()))

    def _change(self, grad, *buffers):
        raise NotImplementedError

    def zero_grad(self):
        """Forget all gradients, before the next batch adds its own."""
        for parameter in self.params:
            parameter.grad = None

    def __repr__(self):
        """The kind and its fixed settings; the learning rate changes, and is part of the state."""
        settings = ", ".join(f"{name}={getattr(self, name)}" for name in self.setting_names)
        return f"{type(self).__name__}({settings})"

    def state_dict(self):
        """Everything a resumed training needs: lr, the number of steps, and copies of all buffers."""
        state = {f"{name}.{i}": b.copy() for name, buffers in self.buffers.items() for i, b in enumerate(buffers)}
        return {"lr": np.float64(self.lr), "steps": np.int64(self.steps), **state}

    def load_state_dict(self, state):
        """Continue from `state`; names and shapes must match, else ValueError and nothing changes."""
        own = self.state_dict()
        wrong = [name for name in own.keys() | state.keys() if np.shape(own.get(name)) != np.shape(state.get(name))]
        if wrong or own.keys() != state.keys():
            raise ValueError(
                f"the saved optimizer does not fit this {type(self).__name__}: see {sorted(wrong) or 'names'}"
            )
        self.lr, self.steps = float(state["lr"]), int(state["steps"])
        for name, buffers in self.buffers.items():
            for index, buffer in enumerate(buffers):
                buffer[...] = state[f"{name}.{index}"]


class SGD(Optimizer):
    """Stochastic gradient descent: data -= lr * velocity, where velocity = momentum * velocity + gradient.

    nesterov looks one step of momentum ahead. Same update as torch.optim.SGD.
    Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013.
    """

    buffer_names = ("velocity",)
    setting_names = ("momentum", "nesterov", "weight_decay")

    def __init__(self, params, lr, momentum=0.0, nesterov=False, weight_decay=0.0):
        super().__init__(params, lr, weight_decay)
        self.momentum, self.nesterov = as_number("momentum", momentum, 0, 1), bool(nesterov)
        if self.nesterov and not self.momentum:
            raise ValueError("nesterov=True needs a momentum above 0, such as 0.9")

    def _change(self, grad, velocity):
        velocity *= self.momentum
        velocity += grad
        return self.lr * (grad + self.momentum * velocity if self.nesterov else velocity)


class Adam(Optimizer):
    """Adam: each number has its own step, its mean gradient over its typical size. Same update as torch.optim.Adam.

    Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
    """

    buffer_names = ("mean", "square")
    setting_names = ("betas", "eps", "weight_decay")

    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        super().__init__(params, lr, weight_decay)
        if not isinstance(betas, (tuple, list)) or len(betas) != 2:
            raise ValueError(f"betas must be a pair of numbers below 1, got {betas!r}")
        self.betas = tuple(as_number("betas", beta, 0, 1 - 1e-12) for beta in betas)
        self.eps = as_number("eps", eps, 0)

    def _change(self, grad, mean, square):
        beta1, beta2 = self.betas
        mean += (1 - beta1) * (grad - mean)
        square += (1 - beta2) * (grad * grad - square)
        unbiased = np.sqrt(square / (1 - beta2**self.steps)) + self.eps
        return self.lr / (1 - beta1**self.steps) * mean / unbiased


class OneCycle:
    """A learning rate that rises along a cosine to `peak` in the first 30 % of the steps, then falls to nearly nothing.

    Call `step` after every optimizer step. From peak / 25 up to peak, down to peak / 250,000: the defaults of
    torch.optim.lr_scheduler.OneCycleLR. Source: Smith and Topin, "Super-convergence", 2018.
    """

    warmup, start_div, end_div = 0.3, 25, 10_000

    def __init__(self, optimizer, total_steps, peak):
        self.optimizer, self.peak = optimizer, as_number("peak", peak, 0)
        self.total_steps, self.steps = as_int("total_steps", total_steps, 2), 0
        self.optimizer.lr = self.lr_at(0)

    def lr_at(self, step):
        """The learning rate of step number `step`, counted from 0."""
        start, last = self.peak / self.start_div, self.total_steps - 1
        top = self.warmup * self.total_steps - 1
        if step < top:
            return _cosine(start, self.peak, step / top)
        return _cosine(self.peak, start / self.end_div, min(1.0, (step - top) / (last - top)))

    def step(self):
        """Move on: set the optimizer's learning rate for its next step; after the last one it stays low."""
        self.steps += 1
        self.optimizer.lr = self.lr_at(self.steps)

    def state_dict(self):
        """Where the schedule stands."""
        return {"steps": np.int64(self.steps), "total_steps": np.int64(self.total_steps), "peak": np.float64(self.peak)}

    def load_state_dict(self, state):
        """Continue from `state`; a schedule of another length or peak is refused."""
        if int(state["total_steps"]) != self.total_steps or float(state["peak"]) != self.peak:
            raise ValueError(
                f"the saved schedule has {int(state['total_steps'])} steps and peak {float(state['peak']):g}, "
                f"this one {self.total_steps} and {self.peak:g}"
            )
        self.steps = int(state["steps"])
        self.optimizer.lr = self.lr_at(self.steps)


def _cosine(start, end, part):
    return end + (start - end) * (1 + math.cos(math.pi * part)) / 2
