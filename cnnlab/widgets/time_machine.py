"""TimeMachine: scrub through the training of a network: its kernels, maps, answers and errors at each moment."""

import base64
import json

import numpy as np
import traitlets

from cnnlab.snapshots import Snapshots
from cnnlab.widgets._base import Widget, module_text, style_text

FILTERS = 8  # side by side, with a map under each kernel
FULL_COLOUR = 0.99  # of the weights do not reach it; one that is far larger would leave the others pale
TINY = 1e-12  # maps of nothing but zeros are divided by this
MOST_BYTES = 290_000  # of state: a notebook that is saved with its widgets carries all of it

STYLE = """
.cnnlab.cl-time > * { max-width: 760px; }
.cnnlab.cl-time .cl-scrub input { flex: 1; min-width: 120px; }
.cnnlab.cl-time .cl-scrub span { min-width: 7.5rem; text-align: right; font-size: 13px; }
.cnnlab.cl-time .cl-curve { cursor: pointer; touch-action: pan-y; margin-top: 6px; width: 100%; }
.cnnlab.cl-time svg text { font-size: 11px; fill: var(--cl-muted); }
.cnnlab.cl-time .cl-digits { gap: 6px 16px; }
.cnnlab.cl-time .cl-digits label { color: var(--cl-text); cursor: pointer; gap: 5px; }
.cnnlab.cl-time .cl-digits svg { width: 34px; }
.cnnlab.cl-time input { accent-color: var(--cl-window); }
.cnnlab.cl-time .cl-grid { box-shadow: 0 0 0 1px var(--cl-line); width: 100%; }
.cnnlab.cl-time h4 { margin: 14px 0 6px; font: 600 13px/1.4 system-ui, Arial, sans-serif; color: var(--cl-text); }
.cnnlab.cl-time .cl-bank { display: grid; grid-template-columns: repeat(8, 1fr); gap: 8px; }
.cnnlab.cl-time .cl-bank > span { text-align: center; font-size: 12px; color: var(--cl-muted); margin-bottom: -6px; }
.cnnlab.cl-time .cl-both { display: flex; flex-wrap: wrap; gap: 0 32px; }
.cnnlab.cl-time .cl-both > div:first-child { flex: 1 1 230px; max-width: 330px; }
.cnnlab.cl-time .cl-both > div:last-child { flex: 0 1 390px; min-width: 0; }
.cnnlab.cl-time .cl-odds { display: grid; grid-template-columns: 4.4rem 1fr 2.6rem; gap: 4px 8px; font-size: 13px; }
.cnnlab.cl-time .cl-odds b, .cnnlab.cl-time .cl-odds span:nth-child(3n) { font-variant-numeric: tabular-nums; }
.cnnlab.cl-time .cl-odds span:nth-child(3n) { text-align: right; }
.cnnlab.cl-time .cl-bar { height: 14px; margin-top: 3px; background: var(--cl-cell); }
.cnnlab.cl-time .cl-bar { box-shadow: 0 0 0 1px var(--cl-line); }
.cnnlab.cl-time .cl-bar i { display: block; height: 100%; background: var(--cl-window); }
.cnnlab.cl-time .cl-bar i.cl-true { background: var(--cl-output); }
.cnnlab.cl-time table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: 0; }
.cnnlab.cl-time th, .cnnlab.cl-time td {
    padding: 2px 0; font-size: 12px; font-weight: 400; text-align: center; color: var(--cl-text); height: 22px;
    font-variant-numeric: tabular-nums; border: 1px solid var(--cl-line);
}
.cnnlab.cl-time th { color: var(--cl-muted); border: 0; background: none; }
.cnnlab.cl-time .cl-sub { margin-top: 6px; min-height: 1.5em; }
@media (prefers-reduced-motion: no-preference) { .cnnlab.cl-time .cl-bar i { transition: width 0.15s; } }
"""


class TimeMachine(Widget):
    """Travel through a training: the first kernels and their maps, the answers, the errors, at each of its moments.

    snapshots: a `Snapshots` that was a callback of `fit`. What is shown is kept in the widget: it plays without
    Python. `moment` is the number of the snapshot, from 0 (before training) to its last; `digit` is which of the
    watched images. The first 8 filters are shown: the kernels of all moments on one scale, so that they can be seen to
    grow; the maps of each moment on their own.
    Raises TypeError for other snapshots, and ValueError where they are too many to keep.
    """

    _esm = module_text("time_machine.js")
    _css = style_text() + STYLE

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
        name, count = proposal.trait.name, len(self.film["steps" if proposal.trait.name == "moment" else "labels"])
        if not 0 <= proposal.value < count:
            raise traitlets.TraitError(f"{name} must be from 0 to {count - 1}, got {proposal.value}")
        return proposal.value

    def __repr__(self):
        film, k = self.film, self.moment
        count, step, accuracy = len(film["steps"]), film["steps"][k], film["accuracy"][k]
        return f"TimeMachine({count} moments; after {step} steps {accuracy:.1%} right): run this cell to travel"


def _film(snapshots):
    """All that the browser needs of the snapshots, as plain JSON values."""
    shots, images = list(snapshots), snapshots.images[snapshots.watch, 0]
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
