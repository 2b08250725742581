"""One of each widget, and of each way in which it looks otherwise: what is true of all widgets is tested over these."""

import functools

import numpy as np
from widgets.draw_pad.pads import LINE, pad
from widgets.hand_in.records import hand_in
from widgets.network_explorer.nets import IMAGES, LABELS, explorer, lenet
from widgets.permutation_goggles.goggles import goggles, verdicts
from widgets.questions.examples import CLAIMS, QUESTIONS
from widgets.time_machine.machines import kernel_machine, machine
from widgets.training_monitor.runs import images, network, train

from cnnlab import data, widgets

GRID = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
KERNEL = [[1, -1], [2, -2]]
SIGNAL = [0, 0, 1, 3, 5, 3, 1, 0, 0, 2, 2, 0]
CHANNELS = np.random.default_rng(0).normal(size=(3, 5, 5)).round(2)
EDGES = np.outer([1, 1, 0, -1, -1], [1, 2, 3, 2, 1]) / 9
NAMES = [f"a class with a long name {letter}" for letter in "abcdefghij"]


def digit():
    return data.load_mnist("test")[0][0, 0].round(3)


def answered(widget, **answers):
    widget.answers = {number.removeprefix("_"): answer for number, answer in answers.items()}
    return widget


def trained():
    monitor = widgets.TrainingMonitor(network(), *images(6))
    train(network(), monitor, valid=images(20, seed=3))
    return monitor


def switched_off():
    opened = explorer()
    opened.off, opened.cell = [[4, 3]], [4, 5, 3, 4]
    return opened


def predicted():
    made = goggles(12, verdicts=verdicts(12))
    made.condition = "one shuffle"
    made.predictions = {"one shuffle": {"dense net": "same", "CNN": "same"}}
    return made


def at(make, **traits):
    """A function that makes a widget, and sets these traits of it."""

    def made():
        widget = make()
        for name, value in traits.items():
            setattr(widget, name, value)
        return widget

    return made


GALLERY = {
    "ConvStepper": at(lambda: widgets.ConvStepper(GRID, KERNEL), step=6),
    "ConvStepper padded": at(lambda: widgets.ConvStepper(GRID, KERNEL, padding=1, stride=2, bias=0.5, predict=True)),
    "ConvStepper of channels": at(lambda: widgets.ConvStepper(CHANNELS, np.ones((2, 3, 3, 3)) / 9), step=4),
    "ConvStepper of a digit": at(lambda: widgets.ConvStepper(digit(), EDGES), step=300),
    "ConvStepper backward": at(lambda: widgets.ConvStepper(GRID, KERNEL, direction="backward"), step=6),
    "PoolStepper": at(lambda: widgets.PoolStepper(np.array(GRID)[:4, :4] - 2), step=2),
    "PoolStepper of channels": at(lambda: widgets.PoolStepper(CHANNELS[:, :4, :4], padding=1), step=2),
    "PoolStepper backward": at(lambda: widgets.PoolStepper(np.array(GRID)[:4, :4], direction="backward"), step=2),
    "TapeStepper": at(lambda: widgets.TapeStepper(SIGNAL, [-1, 0, 1]), step=4),
    "TapeStepper of a long signal": at(lambda: widgets.TapeStepper(np.sin(np.arange(200) / 9), [1, 2, 1]), step=90),
    "ShapeExplorer": lambda: widgets.ShapeExplorer(6, 3, stride=2, padding=1),
    "ShapeExplorer of a digit": lambda: widgets.ShapeExplorer(28, 5, padding=2, dilation=2),
    "ShiftExplorer": at(lambda: widgets.ShiftExplorer(digit(), EDGES[:3, :3], pool=4), shift=(0, 1)),
    "ShiftExplorer with a network": at(
        lambda: widgets.ShiftExplorer(digit(), EDGES[:3, :3], mode="avg", model=lenet()), shift=(-1, 2)
    ),
    "DenseToConv": lambda: widgets.DenseToConv(6, 3, image=np.eye(6), rng=np.random.default_rng(0)),
    "DenseToConv of a digit": at(
        lambda: widgets.DenseToConv(28, 5, image=digit(), rng=np.random.default_rng(0)), stop="tied"
    ),
    "NetworkDiagram": lambda: widgets.NetworkDiagram([3, 2, 1]),
    "NetworkDiagram of an image": lambda: widgets.NetworkDiagram([1000, 64, 16, 10], side=224, colour=True),
    "TinyNetwork": at(lambda: widgets.TinyNetwork([2, 3], [[2, -1], [-1, 0.5]], [[1, -2], [-1, 1]], target=0), step=24),
    "TinyNetwork of three": at(
        lambda: widgets.TinyNetwork(
            [1, 0.5, -2],
            CHANNELS[0, :3, :3],
            CHANNELS[1, :3, :3],
            target=1,
            hidden_bias=[1, 0, -1],
            output_bias=[1, 2, 3],
        ),
        step=30,
    ),
    "TinyNetwork that asks": at(
        lambda: widgets.TinyNetwork([2, 1], [[1, -1]], [[1], [-1]], target=1, output_bias=[0.5, 0], predict=True),
        step=4,
    ),
    "NetworkExplorer": at(explorer, cell=[4, 5, 3, 4]),
    "NetworkExplorer with a filter off": switched_off,
    "NetworkExplorer of scores": at(lambda: widgets.NetworkExplorer(lenet(), IMAGES, LABELS), cell=[8, 5]),
    "ArchitectureBuilder": widgets.ArchitectureBuilder,
    "TrainingMonitor": trained,
    "TimeMachine": at(machine, moment=3),
    "TimeMachine of kernels": at(kernel_machine, moment=4),
    "Valley": at(lambda: widgets.Valley([1, 2, 3], [1, 3, 2], weights=[3], learning_rate=0.15), step=4),
    "Valley over two weights": at(
        lambda: widgets.Valley([[1, 0], [2, 1], [3, -1]], [1, 3, 2], weights=[3, -2], predict=True), step=2
    ),
    "DrawPad": lambda: pad(LINE),
    "DrawPad with long names": lambda: pad(LINE, classes=NAMES),
    "PermutationGoggles": predicted,
    "Quiz": lambda: answered(widgets.Quiz(QUESTIONS), _0=[0], _1=[1]),
    "Claims": lambda: answered(widgets.Claims(CLAIMS), _0="true", _1="true"),
    "HandIn": hand_in,
    "HandIn of nothing": lambda: hand_in({}),
}

EACH = [name for name in GALLERY if name in widgets.__all__]


@functools.cache
def shown(name):
    """The widget of this name: made once, and only looked at."""
    return GALLERY[name]()
