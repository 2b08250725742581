"""A part of a batch: its gradients, on a replica of the model."""

import copy
from typing import NamedTuple

import numpy as np

from cnnlab import functional as F
from cnnlab._windows import batch_last, nchw

# NumPy computes with what has gaps, such as every second column, in copies of up to so many numbers, 8,192 where nobody
# says otherwise. It copies less in smaller ones: a step of LeNet takes 6 % less time with 1,024, and more with 128.
BUFFER = 1024


class Part(NamedTuple):
    """The examples from `start` to `stop` of a batch; share: by how much they count; seed: of their dropout."""

    index: int
    start: int
    stop: int
    share: float
    seed: list


def split(count, size, seed):
    """The parts of a batch of `count` examples, with `size` in each but perhaps the last."""
    bounds = [(start, min(start + size, count)) for start in range(0, count, size)]
    return [Part(k, start, stop, (stop - start) / count, [*seed, k]) for k, (start, stop) in enumerate(bounds)]


class Replicas:
    """Copies of a model, one for each part of a batch. They share the numbers of its parameters, and nothing else.

    A replica has its own gradients and its own memory of its input.
    """

    def __init__(self, model):
        self.model, self.parameters, self.made = model, model.parameters(), []

    def prepare(self, count):
        """Make as many as `count`, and give each the arrays that are now in the places of the model's parameters."""
        own = [parameter.data for parameter in self.parameters]
        while len(self.made) < count:
            replica = copy.deepcopy(self.model, {id(data): data for data in own})
            noisy = [(k, module) for k, module in enumerate(replica.modules()) if hasattr(module, "rng")]
            self.made.append((replica, replica.parameters(), noisy))
        for _, parameters, _ in self.made:  # a callback may have put another array in a parameter's place
            for parameter, data in zip(parameters, own, strict=True):
                parameter.data = data

    def compute(self, part, x, y):
        """A part's loss, by its share, its right answers, and its gradients in the order of the parameters."""
        (replica, parameters, noisy), inside = self.made[part.index], slice(part.start, part.stop)
        x, y = x[inside], y[inside]
        for index, module in noisy:
            module.rng = np.random.default_rng([*part.seed, index])
        with np.errstate(over="ignore", invalid="ignore"):  # a loss that is no number has an error of its own
            np.setbufsize(BUFFER)  # as long as this errstate
            logits = replica(nchw(batch_last(x)) if x.ndim == 4 else x)  # so stored, layers needn't convert it twice
            loss = F.cross_entropy(logits, y)
            for parameter in parameters:
                parameter.grad = None
            replica.backward(F.cross_entropy_backward(part.share, logits, y), need_grad_x=False)
        right = np.count_nonzero(logits.argmax(1) == y)
        return part.share * loss, right, [parameter.grad for parameter in parameters]


def gradients(model, x, y, share=1.0):
    """The gradients of the mean loss over some examples, times `share`: {parameter's name: array}.

    x (N, ...), y (N,). share: how much these examples count, if they are a part of a batch.

    >>> from cnnlab import nn
    >>> model = nn.Sequential(nn.Linear(2, 2, bias=False, rng=np.random.default_rng(0)))
    >>> gradients(model, np.zeros((1, 2), np.float32), np.array([0]))
    {'0.weight': array([[0., 0.],
           [0., 0.]], dtype=float32)}
    """
    model.zero_grad()
    model.backward(F.cross_entropy_backward(share, model(x), y), need_grad_x=False)
    return {name: parameter.grad for name, parameter in model.named_parameters()}
