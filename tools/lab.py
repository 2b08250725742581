"""How JupyterLab is started."""

import sys

from tools.places import NOTEBOOKS
from tools.processes import AS_ROOT, run


def lab_command():
    """JupyterLab on this machine only, with a token of its own, asking nobody for news or updates."""
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    root = ["--allow-root"] if AS_ROOT else []  # safe here: nobody reaches it from elsewhere, or without the token
    return [sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1", *quiet, *root]


def open_lab(flags):
    """The lessons in JupyterLab: the first of them, unless a file is named."""
    if AS_ROOT:
        print("You are root; JupyterLab starts all the same, for this machine only and with a token.", flush=True)
    first = [] if any(not flag.startswith("-") for flag in flags) else [min(NOTEBOOKS.glob("*.ipynb"))]
    return run(*lab_command(), *first, *flags)
