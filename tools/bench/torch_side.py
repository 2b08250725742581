"""The cases as PyTorch runs them, in its default layout or in channels_last."""

from contextlib import nullcontext

import torch
from torch import nn
from torch.nn import functional as F

from tools.bench.cases import Net, arrays, digits

VERSIONS = {"torch": torch.__version__}


def conditions(case):
    """Without the bookkeeping for a gradient, where none is wanted: the fastest way PyTorch has."""
    return torch.inference_mode() if case.work == "forward" else nullcontext()


def build(case, threads, *, channels_last):
    """The function without arguments that is timed."""
    torch.set_num_threads(threads)
    layout = torch.channels_last if channels_last else torch.contiguous_format
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
    torch.manual_seed(0)
    model = _make_net(case.what).to(memory_format=layout)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True)
    x, y = (torch.from_numpy(a) for a in digits(case.batch))

    def step():
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
