"""TimeMachine: scrub through the training of a network: its kernels, maps, answers and errors at each moment."""

import base64
import json
from pathlib import Path

import numpy as np
import traitlets

from cnnlab.snapshots import Snapshots
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
FILTERS = 8  # side by side, with a map under each kernel
FULL_COLOUR = 0.99  # of the weights do not reach it; one that is far larger would leave the others pale
TINY = 1e-12  # maps of nothing but zeros are divided by this
MOST_BYTES = 290_000  # of state: a notebook that is saved with its widgets carries all of it


class TimeMachine(Widget):
    """Travel through a training: the first kernels and their maps, the answers, the errors, at each of its moments.

    snapshots: a `Snapshots` that was a callback of `fit`. What is shown is kept in the widget: it plays without
    Python. `moment` is the number of the snapshot, from 0 (before training) to its last; `digit` is which of the
    watched images. The first 8 filters are shown: the kernels of all moments on one scale, so that they can be seen to
    grow; the maps of each moment on their own.
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

    @traitlets.validate("moment", "digit")
    def _within(self, proposal):
        name = proposal.trait.name
        count = len(self.film["steps" if name == "moment" else "labels"])
        if not 0 <= proposal.value < count:
            raise traitlets.TraitError(f"{name} must be from 0 to {count - 1}, got {proposal.value}")
        return proposal.value

    def __repr__(self):
        steps = self.film["steps"]
        now = f"after {steps[self.moment]} steps {self.film['accuracy'][self.moment]:.1%} right"
        return f"TimeMachine({len(steps)} moments; {now}): run this cell to travel"


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
