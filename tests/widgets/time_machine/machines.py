"""Short trainings, of a network and of a kernel, and TimeMachines that lead through them."""

import functools

import numpy as np

from cnnlab import data, nn, optim, training
from cnnlab.snapshots import Snapshots
from cnnlab.widgets import TimeMachine


@functools.cache
def snapshots():
    images, labels = data.load_mnist("test")
    rng = np.random.default_rng(0)
    model = nn.lenet(rng=rng)
    kept = Snapshots(model, images[:200], labels[:200])
    optimizer = optim.Adam(model.parameters(), lr=0.005)
    training.fit(model, optimizer, (images[:400], labels[:400]), epochs=3, rng=rng, callbacks=[kept], progress=False)
    return kept


def machine():
    return TimeMachine(snapshots())


WANTED = np.array([[1, 0, -1], [2, 0.5, -2]])


def descent():
    """The 101 kernels of a descent towards WANTED, and their losses: each weight comes nearer by a half, or a tenth."""
    pace = np.array([[0.5, 0.1, 0.5], [0.1, 0.5, 0.1]])
    kernels = [WANTED + np.array([[-1.5, 1, 0.25], [-3, 0.1, 0]]) * (1 - pace) ** step for step in range(101)]
    return kernels, [float(((kernel - WANTED) ** 2).mean()) for kernel in kernels]


def kernel_machine(**settings):
    return TimeMachine.of_kernels(*descent(), **{"wanted": WANTED, **settings})
