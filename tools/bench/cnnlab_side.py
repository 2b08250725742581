"""The cases as cnnlab runs them."""

from contextlib import nullcontext

import numpy as np
from threadpoolctl import threadpool_limits

from cnnlab import functional as F
from cnnlab import nn
from cnnlab._windows import batch_last, nchw
from cnnlab.optim import SGD
from cnnlab.parallel import MICRO_BATCH, Workers
from cnnlab.training import fit
from tools.bench.cases import EPOCH_DIGITS, EPOCHS, Net, arrays, digits

VERSIONS = {"numpy": np.__version__}


def conditions(case):
    """A step runs as in `fit`: BLAS at one thread, and threads of cnnlab's own. A primitive runs as it is called."""
    return threadpool_limits(1, user_api="blas") if isinstance(case.what, Net) else nullcontext()


def build(case, threads):
    """The function without arguments that is timed."""
    if case.work == "epoch":
        return _epochs(case.what, case.batch, threads)
    if isinstance(case.what, Net):
        return _step(case.what, case.batch, threads)
    return _primitive(case)


def make_net(net, rng):
    """The network of `net`; the layers of `nn.lenet`, in other widths."""
    (a, b), dense = net.maps, net.dense
    return nn.Sequential(
        nn.Conv2d(1, a, 5, rng=rng), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(a, b, 5, rng=rng), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(b * 16, dense, rng=rng), nn.ReLU(), nn.Linear(dense, 10, rng=rng),
    )  # fmt: skip


def _primitive(case):
    spec = case.what
    forward, backward = getattr(F, spec.function), getattr(F, spec.function + "_backward")
    x, *others = arrays(spec, case.batch)
    x = x if spec.first else _as_layers_hand_it_on(x)
    arguments = (*others, *spec.settings)
    if case.work == "forward":
        return lambda: forward(x, *arguments)
    grad = _like(forward(x, *arguments))
    if spec.weight is None:
        backward_arguments, keywords = arguments, {}
    else:
        backward_arguments, keywords = others[:1], {"need_grad_x": not spec.first}  # no backward asks for the bias

    def both():
        out = forward(x, *arguments)
        known = {"out": out} if spec.function == "max_pool2d" else keywords  # as nn.MaxPool2d does
        return backward(grad, x, *backward_arguments, **known)

    return both


def _as_layers_hand_it_on(x):
    """x in the storage in which the layer before would return it: images batch-last, and what follows Flatten too."""
    if x.ndim == 4:
        return nchw(batch_last(x))
    return np.ascontiguousarray(x.T).T if x.shape[1] > 64 else x


def _like(out):
    """A gradient of out's shape, stored as out is."""
    if isinstance(out, float):
        return 1.0
    grad = np.empty_like(out)
    grad[...] = np.random.default_rng(1).standard_normal(out.shape, np.float32)
    return grad


def _step(net, batch, threads):
    model = make_net(net, np.random.default_rng(0))
    optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True)
    x, y = digits(batch)
    pool = Workers(model, threads, MICRO_BATCH)
    pool.__enter__()  # its threads live as long as this process

    def step():
        pool.gradients(x, y, [0, 0])
        optimizer.step()

    return step


def _epochs(net, batch, workers):
    train = digits(EPOCH_DIGITS, "train")

    def run():
        model = make_net(net, np.random.default_rng(0))
        optimizer = SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True)
        rng = np.random.default_rng(0)
        fit(model, optimizer, train, epochs=EPOCHS, batch_size=batch, rng=rng, workers=workers, progress=False)

    return run
