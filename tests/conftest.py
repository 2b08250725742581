"""A real JupyterLab and a real Chromium, for the tests that look at the lessons as a reader does."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import dev  # noqa: E402 (the project's commands; they stand beside the tests)

CHROMIUM = os.environ.get("CNNLAB_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "google-chrome"))), None
)
IDLE = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
ERRORS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .flatMap(cell => cell.type === 'code' ? cell.outputs.toJSON() : [])
    .filter(output => output.output_type === 'error' || output.name === 'stderr')
    .map(output => output.ename ? `${output.ename}: ${output.evalue}` : output.text)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        message = "no Chromium: install it (Debian: apt-get install chromium) or set CNNLAB_CHROMIUM to its path"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync"]
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # Chromium's rule for root
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*quiet, *sandbox]}


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab as `dev.py lab` starts it, on a copy of the notebooks: its address, its token, and their folder."""
    folder, token = tmp_path_factory.mktemp("lab"), secrets.token_hex(16)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")}
    flags = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0", "--expose-app-in-browser"]
    flags += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder / 'notebooks'}"]
    with open(folder / "log", "w") as log:
        command = [*dev.lab_command(), *flags]
        process = subprocess.Popen(command, env={**os.environ, **own}, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status?token={token}", process, folder / "log")
        yield address, token, folder / "notebooks"
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url, process, log):
    for _ in range(600):
        try:
            return urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture
def open_lesson(lab, page):
    """A function that opens a lesson, runs all its cells, and checks that nothing failed or left the machine."""
    address, token, _ = lab
    foreign = []
    own = (address, address.replace("http", "ws"), "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else foreign.append(request.url))

    def run(name):
        page.goto(f"{address}/lab/tree/{name}?token={token}&reset")
        page.wait_for_function(IDLE, timeout=90_000)
        assert page.evaluate(RUN_ALL) is not False
        assert page.evaluate(ERRORS) == []
        assert foreign == []
        return page

    return run


@pytest.fixture
def open_page(page, tmp_path):
    """A function that shows a widget from a file, with no Python and no network."""
    page.route(re.compile("^https?:"), lambda route: pytest.fail(f"leaves the machine: {route.request.url}"))
    page.on("pageerror", lambda error: pytest.fail(str(error)))

    def show(widget, scheme="light", motion="no-preference"):
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        page.set_viewport_size({"width": 732, "height": 900})
        widget.to_html(tmp_path / "page.html")
        page.goto((tmp_path / "page.html").as_uri())
        page.wait_for_selector(".cnnlab")
        return page

    return show
