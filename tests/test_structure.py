"""The tree keeps its promises: imports go down, dependencies are stated once, everything is documented."""

import ast
import doctest
import importlib
import inspect
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest
import yaml
from packaging.requirements import Requirement

import cnnlab
from tools.places import ROOT

PACKAGE = ROOT / "cnnlab"

FLOORS = [
    {"_arguments", "_files", "_windows", "arithmetic", "functional"}
    | {"optim", "data", "mnist", "photo", "signals", "drawings"},
    {"nn", "plans", "trace", "matrices"},
    {"checkpoint", "parallel", "training", "trials", "bug_zoo", "inside", "snapshots", "pytorch", "viz"},
    {"widgets", "check"},
]


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
INSIDE = [name for name in MODULES if name != "cnnlab"]


def floor(name):
    """The floor of `cnnlab.part` and of all that it contains."""
    part = name.split(".")[1]
    return next((number for number, parts in enumerate(FLOORS) if part in parts), None)


def imported(name):
    """The modules of cnnlab that a module names in its imports, wherever they stand, or reaches as cnnlab.part."""
    tree, found = ast.parse(MODULES[name].read_text(encoding="utf-8")), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{origin}.{a.name}" if f"{origin}.{a.name}" in MODULES else origin for a in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "cnnlab":
            found.add(f"cnnlab.{node.attr}")
    return {other for other in found if other in INSIDE and other != name}


def run(code):
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


# ----------------------------------------------------------------------------------------------------------- imports


@pytest.mark.parametrize("name", INSIDE)
def test_every_module_has_its_floor(name):
    assert floor(name) is not None, f"{name} stands on no floor: add it to FLOORS"


def test_the_imports_are_found():
    assert {"cnnlab.functional", "cnnlab._arguments", "cnnlab.arithmetic"} <= imported("cnnlab.nn.layers")
    assert {"cnnlab.checkpoint", "cnnlab.data", "cnnlab.training.run"} <= imported("cnnlab.training.loop")


@pytest.mark.parametrize("name", INSIDE)
def test_imports_go_down_or_sideways(name):
    assert {other: floor(other) for other in imported(name) if floor(other) > floor(name)} == {}


def test_no_modules_import_each_other_in_a_circle():
    below = {name: imported(name) for name in INSIDE}
    while free := [name for name, others in below.items() if not others & below.keys()]:
        for name in free:
            del below[name]
    assert not below, f"a circle among {sorted(below)}"


def test_import_cnnlab_loads_nothing_but_numpy_at_most():
    code = "import sys; before = set(sys.modules); import cnnlab; print(*sorted(set(sys.modules) - before))"
    loaded = run(code)
    assert "cnnlab" in loaded
    assert {name.split(".")[0] for name in loaded} - sys.stdlib_module_names <= {"cnnlab", "numpy"}
    assert not [name for name in loaded if name.startswith("cnnlab.")]


HEAVY = {"matplotlib", "tqdm", "PIL", "IPython", "threadpoolctl", "ipywidgets", "anywidget", "scipy", "torch"}
JUPYTER = {"IPython", "ipywidgets", "anywidget", "ipykernel", "jupyterlab"}


@pytest.mark.parametrize(
    ("top", "without"), [(0, HEAVY), (1, HEAVY), (2, JUPYTER | {"torch"})], ids=["floor 0", "floor 1", "floor 2"]
)
def test_matplotlib_begins_at_floor_2_and_jupyter_at_floor_3(top, without):
    names = [name for name in INSIDE if floor(name) is not None and floor(name) <= top]
    assert names
    loaded = run(f"import sys, {', '.join(names)}; print(*sorted(sys.modules))")
    assert without & {name.split(".")[0] for name in loaded} == set()


@pytest.mark.parametrize("name", cnnlab.__all__)
def test_every_name_that_cnnlab_offers_is_a_module_loaded_on_demand(name):
    assert run(f"import cnnlab; print(cnnlab.{name}.__name__)") == [f"cnnlab.{name}"]
    assert name in dir(cnnlab)


def test_an_unknown_name_of_cnnlab_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'convnet'"):
        _ = cnnlab.convnet


# ------------------------------------------------------------------------------------------------------ dependencies


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


CONDA_NAMES = {"matplotlib-base": "matplotlib"}  # conda-forge's name -> PyPI's


def as_requirement(spec):
    """A conda spec such as "numpy >=2.0" as (PyPI's name, bounds)."""
    name, *bounds = spec.split()
    return CONDA_NAMES.get(name, name), "".join(bounds)


def test_the_version_is_the_same_in_both_places(project):
    assert project["version"] == cnnlab.__version__


def test_environment_yml_uses_conda_forge_alone(environment):
    assert environment["name"] == "cnnlab"
    assert environment["channels"] == ["conda-forge"]
    assert all(isinstance(spec, str) for spec in environment["dependencies"])


def test_environment_yml_has_the_names_and_bounds_of_pyproject(project, environment):
    required = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    wanted = [(requirement.name, str(requirement.specifier)) for requirement in map(Requirement, required)]
    wanted.append(("python", project["requires-python"]))
    listed = [as_requirement(spec) for spec in environment["dependencies"] if spec != "pip"]
    assert sorted(listed) == sorted(wanted)


def test_every_conda_spec_is_strictly_valid_and_admits_what_is_installed_here(environment):
    rattler = pytest.importorskip("rattler")
    package, platform = importlib.import_module("rattler.package"), importlib.import_module("rattler.platform")
    refused = []
    for spec in environment["dependencies"]:
        match = rattler.MatchSpec(spec, strict=True)
        name, _ = as_requirement(spec)
        installed = "{}.{}.{}".format(*sys.version_info) if name == "python" else version(name)
        record = rattler.PackageRecord(
            spec.split()[0], installed, package.BuildString("0"), 0, platform.Subdir("noarch")
        )
        if not match.matches(record):
            refused.append((spec, installed))
    assert refused == []


def test_what_the_package_imports_is_what_it_declares(project):
    own_names = {"pillow": "PIL"}  # of the package -> of the module
    specs = [*project["dependencies"], *project["optional-dependencies"]["torch"]]
    declared = {own_names.get(name, name) for name in (Requirement(spec).name for spec in specs)}
    found = set()
    for path in MODULES.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.split(".")[0])
    assert found - sys.stdlib_module_names - {"cnnlab"} <= declared


def test_every_data_file_is_packed(project):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert settings["packages"]["find"]["include"] == ["cnnlab*"]  # it finds the folders that have an __init__.py
    assert [path for path in MODULES.values() if not path.with_name("__init__.py").exists()] == []
    packed = {
        path
        for package, patterns in settings["package-data"].items()
        for pattern in patterns
        for path in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    for_developers = {PACKAGE / "widgets" / "types.d.ts"}
    assert files - packed - set(MODULES.values()) - for_developers == set()


# ------------------------------------------------------------------------------------------------- documented, seeded


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


INTERNAL = {"cnnlab._arguments", "cnnlab._files", "cnnlab._windows"}  # nothing in them is for users


@pytest.mark.parametrize("name", [name for name in INSIDE if name not in INTERNAL])
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
