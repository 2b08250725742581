"""Pyodide's files, for the tests that run lessons in a page."""

import pytest
from conftest import missing

from tools.places import ROOT


@pytest.fixture(scope="session")
def pyodide_folder():
    """A folder with the files, fetched once into the project's environment."""
    pytest.importorskip("jupyterlite_core", reason="the extra `site` is not installed")
    from tools.pyodide_files import fetch

    folder = ROOT / ".venv" / "pyodide"
    try:
        fetch(folder)
    except (RuntimeError, OSError) as error:
        missing(str(error))
    return folder
