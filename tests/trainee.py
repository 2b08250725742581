"""A small network in training, always the same: what the tests of training share."""

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from cnnlab import nn
from cnnlab.data import load_mnist, random_shift
from cnnlab.optim import SGD, Adam, OneCycle
from cnnlab.training import fit
from tools.places import ROOT

EPOCHS, STEPS = 4, 10  # 600 images in batches of 64: nine whole ones, and one of 24


def small_mnist():
    """The first 600 training images, and the next 300 for validation."""
    x, y = load_mnist("train")
    return (x[:600].copy(), y[:600]), (x[600:900].copy(), y[600:900])


def network(maps=4, seed=0):
    rng = np.random.default_rng(seed)
    return nn.Sequential(
        nn.Conv2d(1, maps, 5, stride=2, rng=rng), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Dropout(0.2, rng=rng), nn.Linear(maps * 36, 10, rng=rng),
    )  # fmt: skip


class Trainee:
    """A model, its optimizer and its schedule, all fresh and always the same."""

    def __init__(self, maps=4, optimizer="SGD", total_steps=EPOCHS * STEPS):
        self.model = network(maps)
        params = self.model.parameters()
        self.optimizer = SGD(params, 0.05, momentum=0.9) if optimizer == "SGD" else Adam(params, 0.01)
        self.schedule = OneCycle(self.optimizer, total_steps, peak=0.05)

    def fit(self, train, valid=None, *, seed=1, epochs=EPOCHS, **settings):
        settings = {"micro_batch": 16, "augment": shift, "progress": False, "schedule": self.schedule} | settings
        rng = np.random.default_rng(seed)
        self.history = fit(self.model, self.optimizer, train, valid, epochs=epochs, rng=rng, **settings)
        return self

    def state(self):
        """Every number that a training changes, bit for bit."""
        owners = self.model, self.optimizer, self.schedule
        return [{name: np.asarray(array).tobytes() for name, array in owner.state_dict().items()} for owner in owners]

    def record(self):
        """The history without the times."""
        return {name: values for name, values in asdict(self.history).items() if name != "seconds"}


def shift(images, rng):
    return random_shift(images, rng=rng)


def child(test_file, call, *arguments):
    """A new process that calls a function of a test's file."""
    test_file = Path(test_file)
    folders = [str(ROOT), str(ROOT / "tests"), str(test_file.parent)]
    code = f"import sys; sys.path[:0] = {folders!r}; import {test_file.stem} as tests; tests.{call}(*sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class Boom(Exception):
    pass


def boom(*_):
    raise Boom


X, Y = np.random.default_rng(0).random((20, 1, 28, 28), dtype=np.float32), np.arange(20) % 10
HOLE = np.where(np.arange(20)[:, None, None, None] == 7, np.nan, X).astype(np.float32)
