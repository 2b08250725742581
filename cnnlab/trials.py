"""Short trainings of small networks, for comparison: one recipe, a fixed share of the data, and a clear limit."""

import copy
from typing import NamedTuple

import numpy as np
from tqdm.auto import tqdm

from cnnlab import nn, optim, training
from cnnlab._arguments import as_int, as_numbers
from cnnlab.arithmetic import summary

__all__ = [
    "EPOCHS", "MOST_MACS", "MOST_PARAMS", "Curve", "Trained", "against_overfitting", "behind_goggles", "behind_kernels",
    "from_starts", "obstacle", "train_each", "train_from_seeds", "trial",
]  # fmt: skip

EPOCHS, POINTS = 2, 12
MOST_PARAMS, MOST_MACS = 500_000, 4_000_000  # about ten seconds on two cores


class Curve(NamedTuple):
    """How a training went: (images seen, share of right answers among the test images) pairs."""

    name: str
    params: int
    points: list


def obstacle(model, train):
    """Why `model` cannot be tried on these (images, labels), as a sentence; or nothing.

    It must take the images, end in one number for each class, and be small enough for a trial of some seconds.
    """
    shape, classes = train[0].shape[1:], int(train[1].max()) + 1
    try:
        params, macs = summary(model, shape).footer[2:4]
    except ValueError as error:
        first = next((layer for layer in model.modules() if isinstance(layer, nn.Conv2d)), None)
        if first is not None and first.in_channels != shape[0]:
            return f"Its first filters read {first.in_channels} maps, and an image here has {shape[0]}."
        return f"Images of {' x '.join(map(str, shape))} cannot pass: {error}."
    made = model.output_shape(shape)
    if made != (classes,):
        return f"A classifier of {classes} classes must end in {classes} numbers; this network ends in {made}."
    if not params:
        return "There is nothing to train: the network has no parameters."
    if params > MOST_PARAMS or macs > MOST_MACS:
        return (
            f"Too large to train here: {params:,} parameters and {macs:,} multiply-adds; at most {MOST_PARAMS:,} and "
            f"{MOST_MACS:,}. Use training.fit in a cell of its own."
        )
    return ""


def trial(name, model, train, test, *, rng, report=lambda curve: None, stopped=lambda: False):
    """Train `model` for EPOCHS on train, and return its `Curve` on test; both are (images, labels) pairs.

    report: called with the curve so far, about a dozen times; stopped: asked after every step. A training that
    diverges ends its curve there. Raises ValueError for what `training.fit` refuses.
    """
    curve = Curve(name, sum(parameter.data.size for parameter in model.parameters()), [])
    steps = EPOCHS * -(-len(train[0]) // 64)
    marks = {round(steps * (k / POINTS) ** 1.5) for k in range(1, POINTS + 1)}  # closer together at first

    def look(seen):
        curve.points.append((seen, training.evaluate(model, *test).accuracy))
        report(curve)

    def after(run):
        if run.step in marks:
            look(min(run.step * 64, EPOCHS * len(train[0])))
        if stopped():
            run.stop()

    look(0)
    adam = optim.Adam(model.parameters(), lr=0.002)
    training.fit(model, adam, train, epochs=EPOCHS, rng=rng, callbacks=[after], progress=False)
    return curve


class Trained(NamedTuple):
    """A network after its training, and how it did on the test: an `Evaluation`."""

    model: nn.Module
    result: training.Evaluation


def train_each(makers, train, test, *, epochs=EPOCHS, progress=True):
    """Train several networks in the same way, each from its beginning: a dict of name -> `Trained`.

    makers: a dict of name -> a function that makes the network, called with rng=; train and test are (images, labels)
    pairs. All of them begin from one seed, meet the digits in one order, and learn with Adam.
    Raises ValueError for what `training.fit` refuses.
    """
    found = {}
    for name, make in makers.items():
        rng = np.random.default_rng(0)
        model = make(rng=rng)
        _fit(model, train, epochs, rng, progress)
        found[name] = Trained(model, training.evaluate(model, *test))
    return found


def from_starts(make, train, seeds, *, epochs=EPOCHS, progress=True):
    """Train one network from several starts: a list of (start, trained) pairs, one for each of the seeds.

    make: a function that makes the network, called with rng=; train: (images, labels). A seed draws the first weights
    and the order of the digits. Raises ValueError for what `training.fit` refuses.
    """
    pairs = []
    for seed in seeds:
        model = make(rng=np.random.default_rng(seed))
        start = copy.deepcopy(model)
        _fit(model, train, epochs, np.random.default_rng(seed), progress)
        pairs.append((start, model))
    return pairs


def _fit(model, train, epochs, rng, progress):
    """A short training with Adam, at one learning rate."""
    adam = optim.Adam(model.parameters(), lr=0.002)
    training.fit(model, adam, train, epochs=epochs, rng=rng, progress=progress)


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


def behind_kernels(make, train, kernels=None, *, seeds, epochs=4, progress=True):
    """Train what comes after a network's first convolution, whose kernels stay as they are: a network for each seed.

    make: a function that makes the network, called with rng=, a Sequential that begins with a convolution of one
    channel; train: (images, labels). kernels (filters, kH, kW): each is divided by its length, and its bias is 0; by
    default those that the seed draws. What the frozen layers make of the images is computed once. Raises ValueError for
    kernels that do not fit, and what `training.fit` refuses.
    """
    models = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        model = make(rng=rng)
        if kernels is not None:
            _set_kernels(model[0], as_numbers("kernels", kernels))
        after = next(place for place in range(1, len(model)) if model[place].parameters())
        front, learning = model[:after], model[after:]
        seen = np.concatenate([front(train[0][k : k + 256]) for k in range(0, len(train[0]), 256)])
        _fit(learning, (seen, train[1]), epochs, rng, progress)
        models.append(model)
    return models


def _set_kernels(layer, kernels):
    """Give a convolution of one channel these kernels, all of length 1."""
    if kernels.shape != (len(layer.weight.data), *layer.weight.data.shape[2:]):
        raise ValueError(f"the layer has kernels of shape {layer.weight.data[:, 0].shape}, got {kernels.shape}")
    lengths = np.linalg.norm(kernels, axis=(1, 2), keepdims=True)
    if not lengths.all():
        raise ValueError(f"kernel {int(lengths.argmin())} holds nothing but zeros: it would see nothing")
    layer.weight.data[:, 0] = kernels / lengths
    layer.bias.data[...] = 0


def behind_goggles(makers, train, test, goggles, *, rng, epochs=4):
    """Train each network on images as they are, on images in one shuffle, and on images in a shuffle each.

    makers, train, test: as in `train_each`. goggles: a `PermutationGoggles`, whose one shuffle it is; it is handed the
    answers to its own images. rng draws the shuffles for each. Returns {network: {condition: `Evaluation`}}.
    """
    order = np.array(goggles.orders["one shuffle"][0])

    def flat(images):
        return images.reshape(len(images), -1)

    looks = {
        "straight": flat,
        "one shuffle": lambda images: flat(images)[:, order],
        "new shuffle each": lambda images: rng.permuted(flat(images), axis=1),
    }
    results, verdicts = ({name: {} for name in makers} for _ in range(2))
    for condition, look in looks.items():
        seen = [(look(images).reshape(images.shape), labels) for images, labels in (train, test)]
        for name, (model, result) in train_each(makers, *seen, epochs=epochs).items():
            digits = model(goggles.seen(condition).astype(np.float32)).argmax(1).tolist()
            results[name][condition] = result
            verdicts[name][condition] = {"digits": digits, "accuracy": round(result.accuracy, 4)}
    goggles.verdicts = verdicts
    return results


class _Lowest:
    """A callback that keeps the weights of the epoch after which the validation loss was lowest."""

    def __init__(self):
        self.loss, self.weights = np.inf, None

    def __call__(self, run):
        if run.epoch_ended and run.history.valid_loss[-1] < self.loss:
            self.loss = run.history.valid_loss[-1]
            self.weights = {name: array.copy() for name, array in run.model.state_dict().items()}


def against_overfitting(make, few, more, valid, others, *, augment, epochs=40, peak=0.3, seeds=3, progress=True):
    """Train on a few digits, and with each of three remedies: a dict of name -> list of `Evaluation`, one a seed.

    make: a function that makes the network, called with rng=; few, more, valid, others: (images, labels) pairs. The
    remedies are to go back to the epoch with the lowest loss on valid, to change each image by augment(images, rng),
    and to learn from more, for as many steps. The learning rate rises to peak and falls again. What judges all of them
    are others, from which nothing is learned or chosen.
    Raises ValueError for what `training.fit` refuses.
    """
    names = f"{len(few[0]):,} digits", "the same, stopped early", "the same, moved", f"{len(more[0]):,} digits"
    found = {name: [] for name in names}
    runs = (few, epochs, None), (few, epochs, augment), (more, max(1, epochs * len(few[0]) // len(more[0])), None)
    shown = "{l_bar}{bar}| {n_fmt}/{total_fmt} trainings"
    with tqdm(total=seeds * len(runs), disable=not progress, bar_format=shown) as bar:
        for seed in range(seeds):
            models = []
            for train, looks, changed in runs:
                models.append(_learned(make, train, valid, seed, looks, changed, peak))
                bar.update()
            (few_end, lowest), (moved, _), (larger, _) = models
            for name, model in zip(names, (few_end, lowest, moved, larger), strict=True):
                found[name].append(training.evaluate(model, *others))
    return found


def _learned(make, train, valid, seed, epochs, augment, peak):
    """The network at the end of one training, and with the weights of the lowest validation loss."""
    model, best, lowest = make(rng=np.random.default_rng(seed)), make(rng=np.random.default_rng(seed)), _Lowest()
    sgd = optim.SGD(model.parameters(), lr=peak)
    schedule = optim.OneCycle(sgd, epochs * -(-len(train[0]) // 64), peak=peak)
    training.fit(
        model, sgd, train, valid, epochs=epochs, rng=np.random.default_rng(seed), schedule=schedule, augment=augment,
        callbacks=[lowest], progress=False,
    )  # fmt: skip
    best.load_state_dict(lowest.weights)
    return model, best
