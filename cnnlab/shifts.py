"""What a shift costs a network, and networks that are trained to bear one, each from several starts."""

import numpy as np

from cnnlab import data, optim, training
from cnnlab._arguments import as_int

__all__ = ["right_when_moved", "train_from_seeds"]


def right_when_moved(model, test, pixels):
    """The share of right answers on images moved by each number of pixels: a list of floats, one for each.

    test: (images, labels); they are moved up, down, left and right, and the share is the mean of the four. Raises
    ValueError or TypeError for pixels that are not whole numbers of at least 0, and for what `training.evaluate`
    refuses.

    >>> from cnnlab import nn
    >>> images, labels = data.load_mnist("test")
    >>> right_when_moved(nn.lenet(pretrained=True), (images[:50], labels[:50]), [0, 1])
    [1.0, 1.0]
    """
    images, labels = test
    steps = [as_int("pixels", by, 0) for by in pixels]
    return [float(np.mean([_right(model, images, labels, way) for way in _ways(by)])) for by in steps]


def _ways(by):
    return [(by, 0), (-by, 0), (0, by), (0, -by)] if by else [(0, 0)]


def _right(model, images, labels, way):
    return training.evaluate(model, data.shift(images, *way), labels).accuracy


def train_from_seeds(recipes, train, *, seeds=3, epochs=3, peak=0.01, progress=True):
    """Train each network from several starts: a dict of name -> list of models, one for each seed.

    recipes: a dict of name -> (make, augment). make makes the network, called with rng=; augment(images, rng) changes
    the images of each batch, or it is None. train: (images, labels). A seed draws the first weights, the order of the
    images and what augment does. All learn with Adam, whose rate rises to `peak` and falls again. Raises ValueError for
    what `training.fit` refuses.
    """
    found = {name: [] for name in recipes}
    for name, (make, augment) in recipes.items():
        for seed in range(as_int("seeds", seeds, 1)):
            rng = np.random.default_rng(seed)
            model = make(rng=rng)
            adam = optim.Adam(model.parameters(), lr=peak)
            schedule = optim.OneCycle(adam, total_steps=epochs * -(-len(train[0]) // 64), peak=peak)
            training.fit(
                model, adam, train, epochs=epochs, rng=rng, schedule=schedule, augment=augment, progress=progress
            )
            found[name].append(model)
    return found
