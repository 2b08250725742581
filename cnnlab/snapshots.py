"""Snapshots of a network while it learns: a callback for `fit`, and what was seen at each moment."""

import copy
from typing import NamedTuple

import numpy as np

from cnnlab import functional as F
from cnnlab import nn
from cnnlab._arguments import as_array, as_int
from cnnlab.data import check_examples
from cnnlab.training import evaluate

MOST = 24  # snapshots of a run
EVEN = 16  # of them lie evenly over the run, for the early ones come in doubling steps


class Snapshot(NamedTuple):
    """A network after `step` steps. The confusion matrix is over all images, maps and probabilities of the watched."""

    step: int
    loss: float
    accuracy: float
    confusion: np.ndarray  # (classes, classes): [i, j] counts the images of class i that were called j
    kernels: np.ndarray  # (filters, kH, kW)
    maps: np.ndarray  # (watched, filters, rows, columns)
    probabilities: np.ndarray  # (watched, classes)


class Snapshots:
    """Keeps what a network looks like before training and at up to 23 moments of it: a callback for `fit`.

    model: a Sequential that begins with a Conv2d of one channel. images (N, 1, H, W), labels (N,): what it is tested
    on at each moment. watch: which of the images to keep feature maps and probabilities of; by default the first of
    each of the digits 0 to 5. The moments come in doubling steps at first, then evenly. len, indexing and iterating
    give `Snapshot`s, that before training first. Raises ValueError or TypeError for anything else.

    >>> rng = np.random.default_rng(0)
    >>> images, labels = rng.random((20, 1, 28, 28), np.float32), np.arange(20) % 10
    >>> Snapshots(nn.lenet(rng=rng), images, labels, watch=[3, 4])
    Snapshots: 1 moment, steps 0 to 0; 2 images watched, 20 tested
    """

    def __init__(self, model, images, labels, *, watch=None):
        check_examples(images, labels)
        if not isinstance(model, nn.Sequential) or len(model) == 0 or not isinstance(model[0], nn.Conv2d):
            raise TypeError(f"the model must be a Sequential that begins with a Conv2d, got {model!r}")
        if model[0].in_channels != 1:
            raise ValueError(f"the first layer must see one channel, got {model[0]!r}")
        self.model, self.images, self.labels = model, images, labels
        self.watch = _as_watch(watch, labels)
        self._first = copy.deepcopy(model[: _first_maps(model)]).eval()
        self._run, self._moments, self._all = None, (), []
        self._take(0)

    def __call__(self, run):
        """Keep a snapshot if the step just made is one of the moments, or the last."""
        if run.model is not self.model:
            raise ValueError("these snapshots are of another model: make them from the model that you train")
        if self._run is not None and self._run is not run:
            raise ValueError(f"these snapshots are of a run of {self._run.step} steps: make new ones for another run")
        if self._run is None:
            self._run, self._moments = run, moments(run.total_steps)
        if run.step in self._moments or run.stopped:
            self._take(run.step)

    def _take(self, step):
        result = evaluate(self.model, self.images, self.labels)
        for own, now in zip(self._first.parameters(), self.model.parameters(), strict=False):
            own.data[...] = now.data
        maps = self._first(self.images[self.watch])
        probabilities = F.softmax(result.logits[self.watch])
        kernels = self.model[0].weight.data[:, 0].copy()
        self._all.append(Snapshot(step, *result[:3], kernels, maps, probabilities))

    def __len__(self):
        return len(self._all)

    def __getitem__(self, index):
        return self._all[index]

    @property
    def steps(self):
        """The steps at which the snapshots were taken."""
        return [snapshot.step for snapshot in self]

    def __repr__(self):
        count = f"{len(self)} moment{'s' * (len(self) != 1)}, steps 0 to {self[-1].step}"
        return f"Snapshots: {count}; {len(self.watch)} images watched, {len(self.images)} tested"


def moments(total_steps):
    """The steps of a run after which a snapshot is taken: doubling at first, then evenly, the last one included.

    >>> moments(320)
    [0, 1, 2, 4, 8, 16, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 260, 280, 300, 320]
    >>> moments(5)
    [0, 1, 2, 3, 4, 5]
    """
    total_steps = as_int("total_steps", total_steps, 1)
    even = {round(total_steps * k / EVEN) for k in range(EVEN + 1)}
    room = MOST - len(even)
    doubling = [2**k for k in range(room) if 2**k < total_steps / EVEN]
    return sorted(even.union(doubling))


def _first_maps(model):
    """How many layers make the first feature maps: the convolution, and what follows it up to the next weights."""
    for index in range(1, len(model)):
        if model[index].parameters() or isinstance(model[index], (nn.Flatten, nn.Sequential)):
            return index
    raise ValueError(f"after its first maps the model must go on, but it ends there: {model!r}")


def _as_watch(watch, labels):
    """The places of the watched images, as a list of ints."""
    if watch is None:
        return [int(np.flatnonzero(labels == digit)[0]) for digit in np.unique(labels)[:6]]
    places = np.atleast_1d(as_array("watch", watch, "a list of the images' places")).tolist()
    places = [as_int("watch", place, 0) for place in places]
    if not places or max(places) >= len(labels):
        raise ValueError(f"watch must name images from 0 to {len(labels) - 1}, got {places}")
    return places
