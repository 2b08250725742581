"""What is measured once, each in a fresh process: whole trainings, and the memory of a convolution.

`python -m tools.bench.once training NAME`, `... epochs NAME` or `... memory`; prints one line of JSON.
"""

import contextlib
import json
import os
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cnnlab import functional as F
from cnnlab._browser import cores
from cnnlab.data import load_mnist, random_shift
from cnnlab.optim import SGD, OneCycle
from cnnlab.training import evaluate, fit
from tools.bench.cases import NETS, PRIMITIVES, arrays, epoch_cases
from tools.bench.cnnlab_side import build, make_net

try:
    import resource
except ImportError:  # Windows
    resource = None

LENET, WIDE = NETS
CHILDREN = Path(f"/proc/self/task/{os.getpid()}/children")  # those that the main thread has started


class Recipe(NamedTuple):
    """A whole training, on all of MNIST, with seed 0 and Nesterov momentum 0.9 under OneCycle."""

    net: object
    epochs: int
    batch: int
    peak: float
    shift: int = 0  # pixels


RECIPES = {
    "lenet, 1 epoch, batch 64": Recipe(LENET, 1, 64, 0.05),
    "lenet, 4 epochs, batch 128": Recipe(LENET, 4, 128, 0.1),
    "net 16/32/128, 8 epochs, batch 64, shifts": Recipe(WIDE, 8, 64, 0.05, shift=1),
}


def training(recipe):
    """Seconds of `fit`, accuracy on the test images afterwards, and the peak memory of this process in MB."""
    images, labels = load_mnist("train")
    rng = np.random.default_rng(0)
    model = make_net(recipe.net, rng)
    optimizer = SGD(model.parameters(), lr=recipe.peak, momentum=0.9, nesterov=True)
    steps = recipe.epochs * -(-len(images) // recipe.batch)
    history = fit(
        model, optimizer, (images, labels), epochs=recipe.epochs, batch_size=recipe.batch, rng=rng, progress=False,
        schedule=OneCycle(optimizer, steps, recipe.peak),
        augment=(lambda x, rng: random_shift(x, recipe.shift, rng=rng)) if recipe.shift else None,
    )  # fmt: skip
    accuracy = evaluate(model, *load_mnist("test")).accuracy
    return {"seconds": round(history.seconds[-1], 2), "test_accuracy": accuracy, "peak_mb": _peak_mb()}


def memory():
    """Peak MB of one conv2d, beside the sum of the arrays it makes: a batch-last input, the unfolded width, the output.

    x is a plain C-ordered array, so that the conversion to batch-last is part of it. It may take less than the sum:
    the converted input is given back before the output is made.
    """
    result = {}
    for spec in (p for p in PRIMITIVES if p.function == "conv2d"):
        x, weight, bias = arrays(spec, 64)
        out = F.conv2d(x, weight, bias)
        total = x.nbytes + x.nbytes // x.shape[3] * out.shape[3] * weight.shape[3] + out.nbytes
        del out
        tracemalloc.start()
        F.conv2d(x, weight, bias)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        result[f"{spec.label}, batch 64"] = {
            "peak_mb": peak / 2**20, "sum_mb": total / 2**20, "ratio": peak / total
        }  # fmt: skip
    return result


def epochs(name):
    """The most memory, in MB, that a run of epochs on all cores takes: of this process, and of all together at most."""
    helpers, over = [0], threading.Event()

    def watch():
        while not over.wait(0.1):
            helpers.append(_children_mb())

    watcher = threading.Thread(target=watch)
    watcher.start()
    build(epoch_cases()[name], cores())()
    over.set()
    watcher.join()
    own = _peak_mb()
    return {"own_mb": own, "together_mb": own + max(helpers) if CHILDREN.exists() else None}


def _children_mb():
    """The most memory that each of this process's children has held so far, all together; only Linux tells."""
    total = 0
    for child in CHILDREN.read_text(encoding="utf-8").split() if CHILDREN.exists() else ():
        with contextlib.suppress(OSError):  # it has ended meanwhile
            lines = Path(f"/proc/{child}/status").read_text(encoding="utf-8").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return round(total / 1024)


def _peak_mb():
    """The most memory this process has held at once; None where the system does not tell."""
    if resource is None:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20)


if __name__ == "__main__":
    what, *name = sys.argv[1:]
    measure = {"memory": memory, "epochs": epochs, "training": lambda name: training(RECIPES[name])}[what]
    print(json.dumps(measure(*name)))
