"""TimeMachine: scrub through a training, of a network or of one kernel: what it looked like at each moment."""

import base64
import json
from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_numbers
from cnnlab.snapshots import Snapshots, moments
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
FILTERS = 8  # side by side, with a map under each kernel
FULL_COLOUR = 0.99  # of the weights do not reach it; one that is far larger would leave the others pale
TINY = 1e-12  # maps of nothing but zeros are divided by this
LARGEST_SIDE = 7  # of a kernel alone, whose numbers are to be read on a phone
MOST_BYTES = 290_000  # of state: a notebook that is saved with its widgets carries all of it


class TimeMachine(Widget):
    """Travel through a training: the first kernels and their maps, the answers, the errors, at each of its moments.

    snapshots: a `Snapshots` that was a callback of `fit`. What is shown is kept in the widget: it plays without
    Python. `moment` is the number of the snapshot, from 0 (before training) to its last; `digit` is which of the
    watched images. The first 8 filters are shown: the kernels of all moments on one scale, so that they can be seen to
    grow; the maps of each moment on their own.
    `TimeMachine.of_kernels` makes one for a kernel that learns alone.
    Raises TypeError for other snapshots, and ValueError where they are too many to keep.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    film = traitlets.Dict().tag(sync=True)
    moment = traitlets.Int(0).tag(sync=True)
    digit = traitlets.Int(0).tag(sync=True)

    def __init__(self, snapshots):
        if not isinstance(snapshots, Snapshots):
            raise TypeError(f"TimeMachine shows Snapshots, callbacks of fit, got {type(snapshots).__name__}")
        film = _film(snapshots)
        if (size := len(json.dumps(film))) > MOST_BYTES:
            raise ValueError(f"{len(snapshots.watch)} watched images make {size:,} bytes of film: watch fewer")
        super().__init__(film=film)

    @classmethod
    def of_kernels(cls, kernels, losses, *, wanted=None):
        """Travel through the training of one kernel: its weights, and the loss, at up to 24 moments.

        kernels (n, kH, kW), or (n, 1, 1, kH, kW) as `conv2d` takes them, up to 7 x 7: before the training, and after
        each of its steps. losses (n,): of each, 0 or more. wanted: the kernel that is looked for, which is shown beside
        it. The moments come in doubling steps at first, when much changes, then evenly.
        Raises ValueError or TypeError for anything else.

        >>> TimeMachine.of_kernels([[[4, 0]], [[2, 1]], [[1, 1]]], [5, 0.5, 0], wanted=[[1, 1]])
        TimeMachine(3 moments; after 0 steps the loss is 5): run this cell to travel
        """
        machine = cls.__new__(cls)
        Widget.__init__(machine, film=_kernel_film(kernels, losses, wanted))
        return machine

    @traitlets.validate("moment", "digit")
    def _within(self, proposal):
        name = proposal.trait.name
        count = len(self.film["steps"] if name == "moment" else self.film.get("labels", [0]))
        if not 0 <= proposal.value < count:
            raise traitlets.TraitError(f"{name} must be from 0 to {count - 1}, got {proposal.value}")
        return proposal.value

    def __repr__(self):
        film, now = self.film, self.moment
        result = f"the loss is {film['losses'][now]:.3g}" if "losses" in film else f"{film['accuracy'][now]:.1%} right"
        count = f"{len(film['steps'])} moments"
        return f"TimeMachine({count}; after {film['steps'][now]} steps {result}): run this cell to travel"


def _film(snapshots):
    """All that the browser needs of the snapshots, as plain JSON values."""
    shots = list(snapshots)
    images = snapshots.images[snapshots.watch, 0]
    kernels = np.stack([shot.kernels[:FILTERS] for shot in shots])
    maps = np.stack([shot.maps[:, :FILTERS] for shot in shots], axis=1)  # (watched, moments, filters, rows, columns)
    limits = np.abs(maps).max((2, 3, 4), keepdims=True)
    return {
        "steps": snapshots.steps,
        "accuracy": [round(shot.accuracy, 4) for shot in shots],
        "confusion": [shot.confusion.tolist() for shot in shots],
        "probabilities": [np.round(shot.probabilities.astype(float), 3).tolist() for shot in shots],
        "tested": len(snapshots.images),
        "labels": snapshots.labels[snapshots.watch].tolist(),
        "images": _packed(images, 1.0),
        "kernels": _packed(kernels, np.quantile(np.abs(kernels), FULL_COLOUR)),
        "maps": [_packed(of_image, largest) for of_image, largest in zip(maps, limits, strict=True)],
        "largest": np.round(limits[..., 0, 0, 0].astype(float), 2).tolist(),
    }


def _packed(numbers, limit):
    """An array as its shape and bytes in base64, from -127 to 127 for what reaches the limit."""
    levels = np.rint((numbers / np.maximum(limit, TINY)).clip(-1, 1) * 127).astype(np.int8)
    return {"shape": list(numbers.shape), "bytes": base64.b64encode(levels.tobytes()).decode()}


def _kernel_film(kernels, losses, wanted):
    """The same of the training of one kernel."""
    kernels = _without_channels("kernels", as_numbers("kernels", kernels, "a list of kernels, all of one size"), 3)
    losses = as_numbers("losses", losses, "a list of numbers, one for each kernel")
    if len(kernels) < 2:
        raise ValueError("kernels must be at least two, that before the training and that after a step, got 1")
    if losses.shape != kernels.shape[:1]:
        raise ValueError(f"losses must be {len(kernels)} numbers, one for each kernel, got shape {losses.shape}")
    if losses.min() < 0:
        raise ValueError(f"losses must be 0 or more, got {losses.min():g}")
    if wanted is not None:
        wanted = _without_channels("wanted", as_numbers("wanted", wanted), 2)
        if wanted.shape != kernels.shape[1:]:
            raise ValueError(f"wanted has shape {wanted.shape}, but the kernels have {kernels.shape[1:]}")
    steps = moments(len(kernels) - 1)
    return {
        "steps": steps,
        "losses": _digits(losses[steps]),
        "kernels": _digits(kernels[steps]),
        "wanted": None if wanted is None else _digits(wanted),
    }


def _without_channels(name, kernels, axes):
    """Kernels of one channel as grids: `axes` says how many axes there are without those of filter and channel."""
    if kernels.ndim == axes + 2 and kernels.shape[-4:-2] == (1, 1):
        kernels = kernels[..., 0, 0, :, :]
    if kernels.ndim != axes or kernels.size == 0:
        form = "(steps, rows, columns)" if axes == 3 else "(rows, columns)"
        raise ValueError(f"{name} must have shape {form}, got {kernels.shape}")
    if max(kernels.shape[-2:]) > LARGEST_SIDE:
        raise ValueError(f"{name} may have {LARGEST_SIDE} rows and columns at most, got shape {kernels.shape}")
    return kernels


def _digits(numbers):
    """An array as lists of numbers with the six digits that float32 has for sure."""
    return np.reshape([float(f"{number:.6g}") for number in numbers.flat], numbers.shape).tolist()
