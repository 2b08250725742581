"""The tree as a reader meets it: few names at the top, one idea a file, functions that fit on a screen."""

import ast

import pytest
from structure.floors import FLOORS, floor, part
from structure.tree import INSIDE, PACKAGE, parsed

from tools.places import ROOT

FILES = [path for path in sorted(PACKAGE.rglob("*")) if "__pycache__" not in path.parts and path.is_file()]
TOOLS = [*sorted((ROOT / "tools").rglob("*")), ROOT / "dev.py"]
SOURCES = [path for path in [*FILES, *TOOLS] if path.suffix in (".py", ".js", ".css")]
LONGEST_FILE, LONGEST_FUNCTION = 300, 30  # lines; a docstring is no line of its function
MAY_BE_LONGER = {PACKAGE / "functional.py"}  # one page to read from top to bottom


@pytest.mark.parametrize("name", INSIDE)
def test_every_module_has_its_floor(name):
    assert floor(name) < len(FLOORS)


def test_every_name_on_a_floor_is_there_and_stands_on_one_floor():
    names = [name for names in FLOORS.values() for name in names]
    assert sorted(names) == sorted({part(name) for name in INSIDE})


def test_the_top_level_is_seen_at_a_glance():
    assert len(list(PACKAGE.glob("[a-z]*.py"))) <= 17  # a file for each idea that needs one page


def test_only_the_ground_is_underscored():
    found = {path.stem for path in FILES if path.name.startswith("_") and not path.name.startswith("__")}
    assert found == set(FLOORS["ground"])


def test_no_line_of_javascript_is_long():
    """Biome breaks code at 120 columns, and leaves comments as they are."""
    scripts = [path for path in SOURCES if path.suffix == ".js"]
    assert scripts
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in scripts}
    assert [(str(path), n) for path in scripts for n, line in enumerate(lines[path], 1) if len(line) > 120] == []


def test_no_file_is_long():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {str(path): n for path, n in lines.items() if n > LONGEST_FILE and path not in MAY_BE_LONGER} == {}


def functions(path):
    """(name, lines without the docstring) of every function in a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            docstring = first.end_lineno - first.lineno + 1 if documented else 0
            yield node.name, node.end_lineno - node.lineno + 1 - docstring


def test_the_search_for_functions_finds_them():
    assert {"test_no_file_is_long": 3, "functions": 7}.items() <= dict(functions(ROOT / __file__)).items()


@pytest.mark.parametrize("folder", ["cnnlab", "tools"])
def test_no_function_is_long(folder):
    found = {f"{path}: {name}": n for path in (ROOT / folder).rglob("*.py") for name, n in functions(path)}
    assert {name: n for name, n in found.items() if n > LONGEST_FUNCTION} == {}
