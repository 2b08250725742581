"""A JupyterHub with its proxy, and two students who have signed in and work there."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import missing

from tools.hub.install import install
from tools.hub.running import processes, running_hub
from tools.hub.student import Student


@pytest.fixture(scope="session")
def installed():
    if sys.platform == "win32":
        pytest.skip("JupyterHub does not run on Windows")
    try:
        install()
    except RuntimeError as error:
        missing(str(error))
    except SystemExit:  # pip or npm has said why
        missing("JupyterHub could not be installed, which needs a network the first time")


@pytest.fixture(scope="session")
def class_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hub") / "class"


@pytest.fixture(scope="session")
def hub(installed, class_folder):
    """The hub's address; at the end nothing of it runs any more."""
    with running_hub(class_folder) as address:
        yield address
    assert processes(class_folder) == []


@pytest.fixture(scope="session")
def students(hub):
    """Ada and Ben, who come at the same time, and whose servers are there."""

    def come(name):
        student = Student(hub, name)
        student.sign_in()
        student.start()
        return student

    with ThreadPoolExecutor() as both:
        return list(both.map(come, ["ada", "ben"]))
