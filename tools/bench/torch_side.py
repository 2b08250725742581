"""The cases as PyTorch runs them, in its default layout or in channels_last."""

from contextlib import nullcontext

import torch
from torch import nn
from torch.nn import functional as F

from tools.bench.cases import EPOCH_DIGITS, EPOCHS, Net, arrays, digits

VERSIONS = {"torch": torch.__version__}


def conditions(case):
    """Without the bookkeeping for a gradient, where none is wanted: the fastest way PyTorch has."""
    return torch.inference_mode() if case.work == "forward" else nullcontext()


def build(case, threads, *, channels_last):
    """The function without arguments that is timed."""
    torch.set_num_threads(threads)
    layout = torch.channels_last if channels_last else torch.contiguous_format
    if case.work == "epoch":
        return _epochs(case, layout)
    return (_step if isinstance(case.what, Net) else _primitive)(case, layout)


def _primitive(case, layout):
    spec, function = case.what, getattr(F, case.what.function)
    x, *others = (_laid_out(torch.from_numpy(a), layout) for a in arrays(spec, case.batch))
    if spec.first:
        x = x.contiguous()
    arguments = (*others, *spec.settings)
    if case.work == "forward":
        return lambda: function(x, *arguments)
    learned = others if spec.first else (x, *others)
    leaves = [tensor.requires_grad_() for tensor in learned if tensor.is_floating_point()]
    grad = torch.randn_like(function(x, *arguments))  # keeps the layout of the output
    return lambda: torch.autograd.grad(function(x, *arguments), leaves, grad)


def _laid_out(tensor, layout):
    return tensor.to(memory_format=layout) if tensor.ndim == 4 else tensor


def _step(case, layout):
    step = _learner(case.what, layout)
    x, y = (torch.from_numpy(a) for a in digits(case.batch))
    return lambda: step(x, y)


def _epochs(case, layout):
    x, y = (torch.from_numpy(a) for a in digits(EPOCH_DIGITS, "train"))

    def run():
        step = _learner(case.what, layout)
        for _ in range(EPOCHS):
            for batch in torch.randperm(len(x)).split(case.batch):
                step(x[batch], y[batch])

    return run


def _learner(net, layout):
    """A fresh network's training step, a function of a batch."""
    torch.manual_seed(0)
    model = _make_net(net).to(memory_format=layout)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True)

    def step(x, y):
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(x.to(memory_format=layout)), y).backward()
        optimizer.step()

    return step


def _make_net(net):
    (a, b), dense = net.maps, net.dense
    return nn.Sequential(
        nn.Conv2d(1, a, 5), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(a, b, 5), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(b * 16, dense), nn.ReLU(), nn.Linear(dense, 10),
    )  # fmt: skip
