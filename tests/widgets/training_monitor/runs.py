"""A small network, small images that it learns at once, and a short training of it."""

import numpy as np

from cnnlab import nn, optim, training


def network(seed=0):
    rng = np.random.default_rng(seed)
    return nn.Sequential(
        nn.Conv2d(1, 3, 3, rng=rng), nn.ReLU(), nn.Flatten(), nn.Dropout(0.5, rng=rng), nn.Linear(108, 4, rng=rng)
    )  # fmt: skip


def images(count=90, seed=1):
    """Noise with one bright corner of four, the label."""
    rng = np.random.default_rng(seed)
    x, y = rng.random((count, 1, 8, 8), dtype=np.float32) / 2, rng.integers(0, 4, count)
    for image, label in zip(x[:, 0], y, strict=True):
        image[4 * (label // 2) :, 4 * (label % 2) :][:4, :4] += 0.5
    return x, y


def train(model, *callbacks, epochs=3, valid=None, lr=0.1):
    optimizer = optim.SGD(model.parameters(), lr=lr)
    settings = {"epochs": epochs, "batch_size": 16, "rng": np.random.default_rng(2), "progress": False, "workers": 1}
    return training.fit(model, optimizer, images(), valid, callbacks=callbacks, **settings)
