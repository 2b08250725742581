"""How JupyterLab is started."""

import sys


def lab_command():
    """JupyterLab on this machine only, with a token of its own, asking nobody for news or updates."""
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    return [sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1", *quiet]
