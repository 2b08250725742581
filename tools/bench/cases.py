"""What is measured: every primitive on the shapes LeNet meets, and whole training steps. The same for all contestants.

Imports nothing heavy: the parent process, which only hands out names, reads this too.
"""

import random
from typing import NamedTuple

CONTESTANTS = ("cnnlab", "torch", "torch channels_last")
BATCHES = (64, 128)
EPOCH_BATCHES, EPOCH_DIGITS, EPOCHS = (64, 256), 19_200, 3  # a run of three epochs is timed, with its beginning


class Primitive(NamedTuple):
    """One function, which both libraries call by the same name, and the shapes of its arguments."""

    label: str
    function: str
    x: tuple  # one example, without the batch axis
    weight: tuple | None = None
    settings: tuple = ()  # further positional arguments, the same in both libraries
    first: bool = False  # the network's first layer: a plain array comes in, and no gradient of it is needed
    batches: tuple = BATCHES


PRIMITIVES = (
    Primitive("conv2d 1->8 5x5 on 28x28", "conv2d", (1, 28, 28), (8, 1, 5, 5), first=True),
    Primitive("max_pool2d 2 on 8x24x24", "max_pool2d", (8, 24, 24), settings=(2,)),
    Primitive("relu on 8x12x12", "relu", (8, 12, 12)),
    Primitive("conv2d 8->16 5x5 on 12x12", "conv2d", (8, 12, 12), (16, 8, 5, 5)),
    Primitive("max_pool2d 2 on 16x8x8", "max_pool2d", (16, 8, 8), settings=(2,)),
    Primitive("linear 256->64", "linear", (256,), (64, 256)),
    Primitive("linear 64->10", "linear", (64,), (10, 64)),
    Primitive("cross_entropy of 10", "cross_entropy", (10,)),
    Primitive("softmax of 10", "softmax", (10,), settings=(-1,)),
    Primitive("avg_pool2d 2 on 8x24x24", "avg_pool2d", (8, 24, 24), settings=(2,)),
    Primitive("conv1d 1->8 5 on 784", "conv1d", (1, 784), (8, 1, 5), first=True),
    Primitive("conv2d 32->32 3x3 on 32x32", "conv2d", (32, 32, 32), (32, 32, 3, 3), batches=(64,)),
)


class Net(NamedTuple):
    """The widths of conv5x5, pool, relu, conv5x5, pool, relu, flatten, dense, relu, dense 10; MNIST comes in."""

    label: str
    maps: tuple
    dense: int


NETS = (Net("lenet", (8, 16), 64), Net("net 16/32/128", (16, 32), 128))


class Case(NamedTuple):
    """One line of the table; work: "forward", "forward+backward", "training step" or "epoch"."""

    what: Primitive | Net
    work: str
    batch: int

    @property
    def name(self):
        return f"{self.what.label}, batch {self.batch}, {self.work}"

    def runs_on(self, contestant):
        """channels_last is an order of images: elsewhere it would be the default contestant once more."""
        return contestant != "torch channels_last" or isinstance(self.what, Net) or len(self.what.x) == 3


def all_cases():
    """Every case by its name, in the order of the table."""
    primitives = [Case(p, work, n) for p in PRIMITIVES for n in p.batches for work in ("forward", "forward+backward")]
    cases = primitives + [Case(net, "training step", n) for net in NETS for n in BATCHES]
    return {case.name: case for case in cases}


def epoch_cases():
    """Whole epochs by their names, for `--cores`."""
    cases = [Case(net, "epoch", n) for net in NETS for n in EPOCH_BATCHES]
    return {case.name: case for case in cases}


def arrays(primitive, batch):
    """The arguments as plain C-ordered arrays: x, then weight and bias, or the right classes, where it has them."""
    import numpy as np  # here, because the parent process does without it

    rng = np.random.default_rng(0)
    shapes = [(batch, *primitive.x)]
    if primitive.weight is not None:
        shapes += [primitive.weight, primitive.weight[:1]]
    result = [rng.standard_normal(shape, np.float32) for shape in shapes]
    if primitive.function == "cross_entropy":
        result.append(rng.integers(0, primitive.x[0], batch))
    return result


def digits(count, split="test"):
    """Real digits to train with, (images, labels): noise would not be as sparse."""
    from cnnlab.data import load_mnist

    images, labels = load_mnist(split)
    return images[:count].copy(), labels[:count].copy()


def shuffled(names, round_number):
    """Another order in each round, so that no case always follows the same one."""
    return random.Random(round_number).sample(names, len(names))
