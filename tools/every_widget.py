"""Each widget once, small: as the source of a notebook's cells, and made. Whatever moves soon comes to its end."""

import functools

from cnnlab import widgets

START = """
import numpy as np
from cnnlab import data, nn, optim, training
from cnnlab.snapshots import Snapshots
from cnnlab.widgets import *
images, labels = data.load_mnist("test")
rng = np.random.default_rng(0)
lenet = nn.lenet(rng=rng)
grid = [[1, 2, 0], [0, 3, 1], [2, 1, 0]]
options = [dict(text="two", right=True, why="One and one."), dict(text="three", right=False, why="One too many.")]
kept = Snapshots(lenet, images[:20], labels[:20])
short = dict(epochs=1, rng=rng, callbacks=[kept], progress=False)
conditions = ["straight", "one shuffle", "new shuffle each"]
verdicts = {"a net": {condition: dict(digits=[7, 2], accuracy=0.9) for condition in conditions}}
goggles = PermutationGoggles(images[:2], labels[:2], verdicts=verdicts, rng=rng)
goggles.condition = "one shuffle"
history = training.fit(lenet, optim.SGD(lenet.parameters(), lr=0.01), (images[:128], labels[:128]), **short)
"""
MADE = {
    "ConvStepper": "ConvStepper(grid, [[1, -1], [2, 0]], predict=True)",
    "PoolStepper": "PoolStepper([grid, grid], stride=1)",
    "TapeStepper": "TapeStepper([1, 2, 0, 3], [1, -1], predict=True)",
    "ShapeExplorer": "ShapeExplorer(4, 3)",
    "ShiftExplorer": "ShiftExplorer(images[0, 0], [[-1, 0, 1]], model=lenet)",
    "NetworkDiagram": "NetworkDiagram([3, 2, 2, 1])",
    "TinyNetwork": "TinyNetwork([2, 1], [[1, -1], [-2, 1]], [[1, -1], [-1, 2]], target=0, predict=True)",
    "ArchitectureBuilder": "ArchitectureBuilder()",
    "NetworkExplorer": "NetworkExplorer(lenet, images[:3], labels[:3])",
    "DenseToConv": "DenseToConv(5, 3, rng=rng)",
    "DrawPad": "DrawPad(lenet)",
    "PermutationGoggles": "goggles",
    "TimeMachine": "TimeMachine(kept)",
    "TrainingMonitor": "TrainingMonitor(lenet, images[:2], labels[:2])",
    "Valley": "Valley([1, 2], [2, 4], weights=[1], learning_rate=0.1, predict=True)",
    "Quiz": 'Quiz([dict(ask="One and one?", options=options)], name="sums")',
    "Claims": 'Claims([dict(claim="Two is even.", verdict="true", why="Twice one.")], name="numbers")',
    "HandIn": "HandIn()",
}
FORMS = {  # other ones of these
    "ConvStepper backward": 'ConvStepper(grid, [[1, -1], [2, 0]], direction="backward")',
    "PoolStepper backward": 'PoolStepper(grid, direction="backward")',
    "TimeMachine of kernels": "TimeMachine.of_kernels([grid, np.ones((3, 3))], [2, 0.5], wanted=np.eye(3))",
}
assert set(MADE) == set(widgets.__all__)

SOURCES = [START, *MADE.values(), *FORMS.values()]  # of the cells; the first shows nothing


@functools.cache
def every_widget():
    """Each of them by its name; whoever changes one makes another."""
    names = {}
    exec(START, names)
    return {name: eval(source, names) for name, source in (MADE | FORMS).items()}


def views(page):
    """The widgets of a notebook of SOURCES, in their order, once all of them are there."""
    page.wait_for_function("count => document.querySelectorAll('.cnnlab').length === count", arg=len(SOURCES) - 1)
    return page.locator(".cnnlab").all()
