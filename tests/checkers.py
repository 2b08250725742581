"""The checkers, and the exercises of those that have one."""

from importlib import import_module

from cnnlab import check

CHECKERS = [name for name in check.__all__ if name != "Result"]
OF_FUNCTIONS = [name for name in CHECKERS if name != "diagnosis"]
MODULES = {name: import_module(f"cnnlab.check.exercises.{name}") for name in CHECKERS}
EXERCISES = [module.EXERCISE for module in MODULES.values() if hasattr(module, "EXERCISE")]
