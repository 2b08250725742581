"""What the package needs, and what belongs to it, is stated once, or the same wherever it is stated."""

import importlib
import runpy
import sys
import tomllib
from importlib.metadata import version

import pytest
import yaml
from packaging.requirements import Requirement
from structure.tree import MODULES, PACKAGE, imported_from_elsewhere

import cnnlab
from tools.places import NOTEBOOKS, ROOT


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
    assert all(isinstance(spec, str) for spec in environment["dependencies"][:-1])


def test_environment_yml_installs_the_package_from_its_folder(environment):
    assert environment["dependencies"][-1] == {"pip": ["-e ."]}


def test_environment_yml_has_the_names_and_bounds_of_pyproject(project, environment):
    required = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    wanted = [(requirement.name, str(requirement.specifier)) for requirement in map(Requirement, required)]
    wanted.append(("python", project["requires-python"]))
    listed = [as_requirement(spec) for spec in environment["dependencies"][:-1] if spec != "pip"]
    assert sorted(listed) == sorted(wanted)


def test_every_conda_spec_is_strictly_valid_and_admits_what_is_installed_here(environment):
    rattler = pytest.importorskip("rattler")
    package, platform = importlib.import_module("rattler.package"), importlib.import_module("rattler.platform")
    refused = []
    for spec in environment["dependencies"][:-1]:
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
    found = set().union(*map(imported_from_elsewhere, MODULES.values()))
    of_the_browser = {"js", "pyodide"}  # which Python has there, and nowhere else
    assert found - sys.stdlib_module_names - of_the_browser - {"cnnlab"} <= declared


@pytest.fixture
def packing(monkeypatch):
    """What setup.py tells setuptools."""
    said = {}
    monkeypatch.setattr("setuptools.setup", lambda **given: said.update(given))
    monkeypatch.chdir(ROOT)
    runpy.run_path(str(ROOT / "setup.py"))
    return said


def packed(packing):
    """The files that its patterns find, wherever their packages lie."""
    for package, patterns in packing["package_data"].items():
        folder = ROOT.joinpath(packing["package_dir"].get(package, package.replace(".", "/")))
        yield from (path for pattern in patterns for path in folder.glob(pattern))


def test_every_data_file_is_packed(packing):
    assert {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in MODULES.values()} <= set(
        packing["packages"]
    )
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    for_developers = {PACKAGE / name for name in ("widgets/types.d.ts", "wasm/product.wat", "wasm/build.js")}
    assert files - set(packed(packing)) - set(MODULES.values()) - for_developers == set()


def test_a_wheel_carries_the_lessons_and_all_that_they_use(packing):
    assert packing["package_dir"] == {"cnnlab.notebooks": "notebooks"}
    assert "cnnlab.notebooks" in packing["packages"]
    files = {path for path in NOTEBOOKS.rglob("*") if path.is_file()}
    left_behind = {path for path in files if path.relative_to(NOTEBOOKS).parts[0].startswith((".", "cnnlab_answers"))}
    assert files - set(packed(packing)) == left_behind
