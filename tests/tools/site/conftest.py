"""Any folder behind a server, and Pyodide's files for the tests that run lessons in a page."""

import threading
from contextlib import contextmanager

import pytest
from conftest import missing

from tools.places import ROOT
from tools.site.serve import server


@pytest.fixture(scope="session")
def serve_files():
    """A context in which a server of files shows a folder, at the address that it gives."""

    @contextmanager
    def serve(folder):
        with server(folder, "127.0.0.1", 0) as running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{running.server_port}"
            running.shutdown()

    return serve


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
