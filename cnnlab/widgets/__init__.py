"""Interactive pictures: a folder for each, its Python and its JavaScript, which run in Jupyter and in any web page."""

import importlib

_MODULES = {
    "ArchitectureBuilder": "architecture_builder",
    "ConvStepper": "conv_stepper",
    "PoolStepper": "pool_stepper",
    "TapeStepper": "tape_stepper",
    "ShapeExplorer": "shape_explorer",
    "ShiftExplorer": "shift_explorer",
    "DenseToConv": "dense_to_conv",
    "NetworkExplorer": "network_explorer",
    "NetworkDiagram": "network_diagram",
    "TinyNetwork": "tiny_network",
    "PermutationGoggles": "permutation_goggles",
    "TimeMachine": "time_machine",
    "DrawPad": "draw_pad",
    "TrainingMonitor": "training_monitor",
    "Valley": "valley",
    "Claims": "questions",
    "Quiz": "questions",
    "HandIn": "hand_in",
}
__all__ = list(_MODULES)


def __getattr__(name):
    if name in _MODULES:
        return getattr(importlib.import_module(f"cnnlab.widgets.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'cnnlab.widgets' has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
