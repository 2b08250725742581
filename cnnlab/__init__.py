"""cnnlab: see what a convolutional network does. NumPy primitives that are readable and fast, and lessons on them.

`import cnnlab` loads nothing else, not even NumPy; every submodule is loaded when it is first asked for.
"""

import importlib

__version__ = "0.1.0"
__all__ = [
    "arithmetic", "bug_zoo", "check", "checkpoint", "data", "drawings", "functional", "inside", "lessons",
    "matrices", "nn", "optim", "parallel", "plans", "pytorch", "record", "signals", "snapshots", "tiny", "trace",
    "training", "trials", "viz", "widgets",
]  # fmt: skip


def __getattr__(name):
    if name in __all__:
        return importlib.import_module(f"cnnlab.{name}")
    raise AttributeError(f"module 'cnnlab' has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
