"""What TrainingMonitor shows, as plain numbers: curves, kernels, answers."""

import copy
from base64 import b64encode

import numpy as np

from cnnlab import functional as F
from cnnlab._arguments import check_float_array
from cnnlab.data import check_examples
from cnnlab.nn import Linear

MOST_POINTS = 300  # of a curve
MOST_KERNELS = 16
MOST_UNITS = 10
MOST_WATCHED = 16  # images
MOST_PIXELS = 1024  # of one of them
RECENT = 50  # steps: what a running mean looks back on


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
    loss = np.array(run.history.loss)
    mean = recent(loss) / recent(np.ones(run.step))
    accuracy = recent(np.array(run.history.correct)) / recent(batch_sizes(run))
    stride = max(1, -(-run.step // MOST_POINTS))
    shown = np.arange(run.step - 1, -1, -stride)[::-1]
    series = {"loss": loss, "mean": mean, "accuracy": accuracy}
    return {"steps": (shown + 1).tolist()} | {name: np.round(all_[shown], 4).tolist() for name, all_ in series.items()}


def epoch_marks(run):
    """The accuracy of each epoch so far, in training and in validation, and the step at which it ended."""
    history = run.history
    return {
        "steps": [run.steps_per_epoch * (epoch + 1) for epoch in range(len(history.train_accuracy))],
        "train": [round(share, 4) for share in history.train_accuracy],
        "valid": [round(share, 4) for share in history.valid_accuracy],
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
    low, high = min(0.0, float(x.min())) / 2, max(1.0, float(x.max())) / 2  # halves, so that no difference overflows
    grey = np.rint(255 * ((x[:, 0].astype(np.float64) / 2 - low) / (high - low))).astype(np.uint8)
    return {"shape": list(grey.shape), "pixels": packed(grey), "labels": y.tolist()}
