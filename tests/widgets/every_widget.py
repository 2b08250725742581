"""Every widget, small: as the source of a cell, and made."""

import functools

MAKE = """
import numpy as np
from cnnlab import nn, optim, training
from cnnlab.snapshots import Snapshots
from cnnlab.widgets import (
    ArchitectureBuilder, Claims, ConvStepper, DenseToConv, DrawPad, NetworkDiagram, NetworkExplorer, PermutationGoggles,
    PoolStepper, Quiz, ShapeExplorer, TapeStepper, TimeMachine, TrainingMonitor,
)
rng = np.random.default_rng(0)
model, images, labels = nn.lenet(rng=rng), rng.random((6, 1, 28, 28), dtype=np.float32), np.arange(6)
snapshots, optimizer = Snapshots(model, images, labels), optim.SGD(model.parameters(), lr=0.01)
training.fit(model, optimizer, (images, labels), epochs=2, rng=rng, callbacks=[snapshots], progress=False)
options = [{"text": "three", "right": False, "why": "No."}, {"text": "four", "right": True, "why": "Yes."}]
claims = [{"claim": "Two is even.", "verdict": "true", "why": "It is."}]
grid = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
every = [
    ConvStepper(grid, [[1, 0], [0, 1]]),
    PoolStepper(grid, 2, stride=1),
    TapeStepper([1, 2, 3, 4], [1, 1]),
    ShapeExplorer(6, 3),
    NetworkDiagram([3, 2, 1]),
    ArchitectureBuilder(),
    DenseToConv(5, 3, rng=rng),
    NetworkExplorer(model, images),
    PermutationGoggles(images, labels, rng=rng),
    TimeMachine(snapshots),
    DrawPad(model),
    Quiz([{"ask": "Two and two?", "options": options}], name="sums"),
    Claims(claims, name="numbers"),
    TrainingMonitor(model, images, labels),
]
"""


@functools.cache
def every_widget():
    """Each of them, by the name of its class; whoever changes one makes another."""
    names = {}
    exec(MAKE, names)
    return {type(widget).__name__: widget for widget in names["every"]}
