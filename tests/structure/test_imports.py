"""Imports go down, through the faces of the folders, and load no more than is asked for."""

import re
import sys

import pytest
from structure.floors import ORDER, floor, part
from structure.tree import INSIDE, PACKAGE, imported, imported_from_elsewhere, run

import cnnlab
from tools.places import ROOT


def test_the_imports_are_found():
    assert {"cnnlab.functional", "cnnlab._arguments", "cnnlab.arithmetic"} <= imported("cnnlab.nn.layers")
    assert {"cnnlab.checkpoint", "cnnlab.data", "cnnlab.parallel"} <= imported("cnnlab.training.loop")


@pytest.mark.parametrize("name", INSIDE)
def test_imports_go_down_or_sideways(name):
    assert {other: floor(other) for other in imported(name) if floor(other) > floor(name)} == {}


def test_no_modules_import_each_other_in_a_circle():
    below = {name: imported(name) for name in INSIDE}
    while free := [name for name, others in below.items() if not others & below.keys()]:
        for name in free:
            del below[name]
    assert not below, f"a circle among {sorted(below)}"


def hidden(name, other):
    """Whether `other` lies in a folder that `name` has to ask by its face: neither lies there, nor holds the folder."""
    folders = {".".join(other.split(".")[:k]) for k in range(2, other.count(".") + 1)}
    return any(not f"{name}.".startswith(f"{folder}.") and folder.rpartition(".")[0] != name for folder in folders)


def may_ask_inside(name, other):
    """The two exceptions: what a layer is, and how a picture is drawn for a checker's result."""
    return other == "cnnlab.nn.module" or (name, other) == ("cnnlab.check.picture", "cnnlab.viz.drawing")


@pytest.mark.parametrize("name", INSIDE)
def test_a_folder_is_imported_by_its_face(name):
    assert [other for other in imported(name) if hidden(name, other) and not may_ask_inside(name, other)] == []


WIDGETS = [name for name in INSIDE if part(name) == "widgets"]


@pytest.mark.parametrize("name", WIDGETS)
def test_widgets_import_neither_pictures_nor_checkers(name):
    assert {part(other) for other in imported(name)} & {"viz", "check"} == set()


TEST_HELPERS = {"tests", *(path.stem for path in (ROOT / "tests").glob("*.py"))}


@pytest.mark.parametrize(
    ("folder", "without"), [("cnnlab", {"tools", "dev"} | TEST_HELPERS), ("tools", {"dev"} | TEST_HELPERS)]
)
def test_nothing_imports_what_only_serves_it(folder, without):
    found = {path: imported_from_elsewhere(path) & without for path in (ROOT / folder).rglob("*.py")}
    assert {str(path): names for path, names in found.items() if names} == {}


# --------------------------------------------------------------------------------------------------------- JavaScript

SCRIPTS = sorted((PACKAGE / "widgets").rglob("*.js"))
IMPORTED = re.compile(r'^(?:import|export)\b[^;]*?"([^"]+)";', re.MULTILINE)
SHARED = ["shared", "stepper"]  # the first serves all, the second the steppers; every other folder is of one widget
WITHOUT_PAGE = {"clock.js", "curve.js", "layout.js", "net.js"}  # so that Node can test them


def folder(script):
    return script.relative_to(PACKAGE / "widgets").parts[0]


def reached(script):
    """The folders that a script imports from, besides its own."""
    found = [(script.parent / name).resolve() for name in IMPORTED.findall(script.read_text(encoding="utf-8"))]
    return {folder(other) for other in found} - {folder(script)}


def test_the_imports_of_scripts_are_found():
    assert {name for script in SCRIPTS for name in reached(script)} == set(SHARED)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_script_imports_what_serves_all_and_no_other_widget(script):
    below = SHARED[: SHARED.index(folder(script))] if folder(script) in SHARED else SHARED
    assert reached(script) <= set(below)


@pytest.mark.parametrize(
    "script",
    [script for script in SCRIPTS if script.name in WITHOUT_PAGE],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_what_only_computes_touches_no_page(script):
    code = re.sub(r"//.*|/\*[\s\S]*?\*/", "", script.read_text(encoding="utf-8"))
    assert "document" not in code


# ------------------------------------------------------------------------------------------------------------ on demand


def test_import_cnnlab_loads_nothing_but_numpy_at_most():
    code = "import sys; before = set(sys.modules); import cnnlab; print(*sorted(set(sys.modules) - before))"
    loaded = run(code)
    assert "cnnlab" in loaded
    assert {name.split(".")[0] for name in loaded} - sys.stdlib_module_names <= {"cnnlab", "numpy"}
    assert not [name for name in loaded if name.startswith("cnnlab.")]


HEAVY = {"matplotlib", "tqdm", "PIL", "IPython", "threadpoolctl", "ipywidgets", "anywidget", "scipy", "torch"}
JUPYTER = {"IPython", "ipywidgets", "anywidget", "ipykernel", "jupyterlab"}


def loaded_with(names):
    """The packages that are there when these modules are."""
    return {name.split(".")[0] for name in run(f"import sys, {', '.join(names)}; print(*sorted(sys.modules))")}


@pytest.mark.parametrize("top", ["ground", "numbers", "layers"])
def test_the_lower_floors_cost_what_numpy_costs(top):
    names = [name for name in INSIDE if floor(name) <= ORDER.index(top)]
    assert names
    assert HEAVY & loaded_with(names) == set()


def test_jupyter_begins_with_the_widgets():
    names = [name for name in INSIDE if floor(name) <= ORDER.index("studies") or part(name) == "viz"]
    assert (JUPYTER | {"torch"}) & loaded_with(names) == set()


def test_widgets_load_no_matplotlib():
    assert {"matplotlib", "scipy", "torch"} & loaded_with(WIDGETS) == set()


@pytest.mark.parametrize("name", cnnlab.__all__)
def test_every_name_that_cnnlab_offers_is_a_module_loaded_on_demand(name):
    assert run(f"import cnnlab; print(cnnlab.{name}.__name__)") == [f"cnnlab.{name}"]
    assert name in dir(cnnlab)


def test_an_unknown_name_of_cnnlab_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'convnet'"):
        _ = cnnlab.convnet
