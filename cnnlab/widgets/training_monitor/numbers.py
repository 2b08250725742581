"""What TrainingMonitor shows, as plain numbers: curves, kernels, answers, and how often it may look."""

import copy
import time
from base64 import b64encode
from contextlib import contextmanager
from statistics import median_low

import numpy as np

from cnnlab import functional as F
from cnnlab._arguments import check_float_array
from cnnlab.data import check_examples
from cnnlab.nn import Linear

MOST_POINTS, MOST_KERNELS, MOST_UNITS, MOST_WATCHED, MOST_PIXELS = 300, 16, 10, 16, 1024
RECENT = 50  # steps: what a running mean looks back on


class Budget:
    """When the next update may be: `every` seconds after the last, later if updates take more than `share` of the time.

    clock: a function that gives seconds. What an update costs is the median of the last three, for one that met a busy
    processor says little; the first, which also warms up, says nothing.
    """

    def __init__(self, every, share, clock=time.perf_counter):
        self.every, self.share, self.clock = every, share, clock
        self.started, self.ended, self.next, self.costs = clock(), None, -np.inf, []

    def due(self):
        """Whether it is time."""
        return self.clock() >= self.next

    @contextmanager
    def spending(self):
        """Count what happens inside as cost, and put off the next update accordingly."""
        begun = self.clock()
        try:
            yield
        finally:
            now = self.clock()
            self.costs.append(now - begun)
            usual = median_low(self.costs[-3:]) if len(self.costs) > 1 else 0
            self.next = now + max(self.every, usual / self.share)

    def elapsed(self):
        """Seconds from the start to the end, or until now."""
        return (self.clock() if self.ended is None else self.ended) - self.started

    def end(self):
        """The clock stops."""
        self.ended = self.clock()


# --------------------------------------------------------------------------------------------------- what was learned


def batch_sizes(run):
    """How many images each step so far had: the last of an epoch has what is left."""
    sizes = np.full(run.step, run.batch_size)
    sizes[run.steps_per_epoch - 1 :: run.steps_per_epoch] = run.examples - (run.steps_per_epoch - 1) * run.batch_size
    return sizes


def recent(values):
    """The sum of each entry and the RECENT - 1 before it (at the start, of those there are)."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    last = np.arange(1, len(sums))
    return sums[last] - sums[np.maximum(last - RECENT, 0)]


def curves(run):
    """At most MOST_POINTS steps of a run: their loss, and running means of the loss and of the share of right answers.

    The latest step is always among them.
    """
    sizes, loss, correct = batch_sizes(run), np.array(run.history.loss), np.array(run.history.correct)
    stride = max(1, -(-run.step // MOST_POINTS))
    shown = np.arange(run.step - 1, -1, -stride)[::-1]
    means = recent(loss) / recent(np.ones(run.step)), recent(correct) / recent(sizes)
    series = {"loss": loss, "mean": means[0], "accuracy": means[1]}
    return {"steps": (shown + 1).tolist(), **{name: np.round(all_[shown], 4).tolist() for name, all_ in series.items()}}


def epoch_marks(run):
    """The accuracy of each epoch so far, in training and in validation, and the step at which it ended."""
    history = run.history
    return {
        "steps": [run.steps_per_epoch * (k + 1) for k in range(len(history.train_accuracy))],
        "train": [round(a, 4) for a in history.train_accuracy],
        "valid": [round(a, 4) for a in history.valid_accuracy],
    }


# ------------------------------------------------------------------------------------------------------------ pictures


def packed(array):
    """Small whole numbers as text: a string passes every layer of Jupyter in one piece, a list number by number."""
    return b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")


def first_layer(model, pixels):
    """The first layer's weights as pictures, in hundredths of the largest; {} for a model without any.

    The kernels of the first layer that has some; without one, the weights of a first dense layer with one input for
    each of `pixels`' (rows, columns).
    """
    weights = [(module, module.weight.data) for module in model.modules() if hasattr(module, "weight")]
    kernels = next((weight for _, weight in weights if weight.ndim == 4), None)
    if kernels is not None:
        kind, pictures, most = "kernel", kernels.reshape(-1, *kernels.shape[2:]), MOST_KERNELS
    elif weights and isinstance(weights[0][0], Linear) and weights[0][1].shape[1] == np.prod(pixels):
        kind, pictures, most = "unit", weights[0][1].reshape(-1, *pixels), MOST_UNITS
    else:
        return {}
    shown = np.nan_to_num(pictures[:most].astype(np.float64), posinf=0, neginf=0)
    limit = float(np.abs(shown).max())
    return {
        "kind": kind,
        "total": len(pictures),
        "shape": list(shown.shape),
        "limit": limit,
        "values": packed(np.rint(100 * shown / (limit or 1)).astype(np.int8)),
    }


def answers(model, x):
    """What the model says to each image: its answer and the confidence in it, None where it gives no number."""
    with np.errstate(all="ignore"):
        logits = copy.deepcopy(model).eval()(x)
        if logits.ndim != 2:
            raise ValueError(f"the model must give one row of scores for each image, got shape {logits.shape}")
        sure = np.isfinite(logits).all(1)
        shares = F.softmax(np.where(sure[:, None], logits, 0))
    pairs = zip(shares.argmax(1).tolist(), shares.max(1).tolist(), sure, strict=True)
    return [{"answer": answer, "confidence": round(share, 4)} if fine else None for answer, share, fine in pairs]


def watched(x, y):
    """The watched images as grey pictures, and their labels; ValueError or TypeError for what cannot be watched."""
    check_examples(x, y)
    check_float_array("x", x, 4, "(images, 1, rows, columns)")
    if x.shape[1] != 1:
        raise ValueError(f"the watched images must be grey, with 1 channel, got {x.shape[1]}: shape {x.shape}")
    if len(x) > MOST_WATCHED:
        raise ValueError(f"watch at most {MOST_WATCHED} images, got {len(x)}: hand over x[:{MOST_WATCHED}], y[:...]")
    if x[0].size > MOST_PIXELS:
        raise ValueError(f"the watched images may have at most {MOST_PIXELS} pixels, got {x[0].size}: shape {x.shape}")
    if y.ndim != 1 or y.dtype.kind not in "iu":
        raise TypeError(f"y must hold one whole number for each image, got {y.dtype} of shape {y.shape}")
    low, high = min(0.0, float(x.min())), max(1.0, float(x.max()))
    grey = np.rint(255 * (x[:, 0].astype(np.float64) - low) / (high - low)).astype(np.uint8)
    return {"shape": list(grey.shape), "pixels": packed(grey), "labels": y.tolist()}
