"""A short training, and a TimeMachine that leads through it."""

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
