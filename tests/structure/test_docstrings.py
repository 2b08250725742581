"""Everything public is documented, the examples are true, and no random numbers come from a global state."""

import doctest
import importlib
import inspect
import json
import re

import pytest
from structure.floors import FLOORS, part
from structure.tree import INSIDE, MODULES

from tools.places import ROOT


def public_members(name):
    """(qualified name, object) of every public function, class and method that a module defines."""
    for key, value in vars(importlib.import_module(name)).items():
        if key.startswith("_") or getattr(value, "__module__", None) != name:
            continue
        if inspect.isfunction(value) or inspect.isclass(value):
            yield f"{name}.{key}", value
        if inspect.isclass(value):
            for attribute, member in vars(value).items():
                if not attribute.startswith("_") and inspect.isfunction(member):
                    yield f"{name}.{key}.{attribute}", getattr(value, attribute)


@pytest.mark.parametrize("name", [name for name in INSIDE if part(name) not in FLOORS["ground"]])
def test_every_public_function_class_and_method_has_a_docstring(name):
    """A method that does what its base class says may leave the words to it."""
    assert importlib.import_module(name).__doc__ or not MODULES[name].read_text(encoding="utf-8").strip()
    assert [qualified for qualified, member in public_members(name) if not inspect.getdoc(member)] == []


def test_the_search_for_docstrings_finds_what_there_is():
    found = {qualified for qualified, _ in public_members("cnnlab.optim")}
    assert {f"cnnlab.optim.{name}" for name in ("SGD", "Optimizer.step", "Optimizer.load_state_dict")} <= found


@pytest.mark.parametrize("name", [name for name, path in MODULES.items() if ">>>" in path.read_text(encoding="utf-8")])
def test_the_examples_in_docstrings_are_true(name, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    failed, attempted = doctest.testmod(importlib.import_module(name))
    assert attempted > 0
    assert failed == 0


SEEDED = "default_rng|Generator|SeedSequence|BitGenerator|PCG64|Philox"
GLOBAL = re.compile(rf"\b(?:np|numpy)\.random\.(?!(?:{SEEDED})\b)\w+|\bfrom numpy\.random import")


def sources():
    """(path, code) of all Python here: of a notebook, its code cells."""
    for folder in ("cnnlab", "tests", "notebooks", "tools"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, path.read_text(encoding="utf-8")
        for path in sorted((ROOT / folder).rglob("*.ipynb")):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            yield path, "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_no_random_numbers_come_from_a_global_state():
    named = {f"{path.relative_to(ROOT)}: {match}" for path, code in sources() for match in GLOBAL.findall(code)}
    assert named == set()


@pytest.mark.parametrize("call", ["seed(0)", "rand(3)", "randn()", "shuffle(x)", "randint(9)"])
def test_the_search_for_global_random_numbers_finds_them(call):
    assert GLOBAL.search(f"x = np.random.{call}")
    assert GLOBAL.search(f"numpy.random.{call}")
    assert not GLOBAL.search(f"rng = np.random.default_rng(0)\nrng.{call}")
