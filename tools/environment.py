"""The project's own environment, `.venv`: made where it is missing, brought up to date where pyproject.toml changed.

Needs nothing but the standard library, for it runs before anything is installed.
"""

import os
import subprocess
import sys

from tools.places import ROOT
from tools.processes import run, run_quietly
from tools.stamps import is_stamped, put_stamp

PROJECT = ROOT / "pyproject.toml"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PLAIN, SLIDES, SITE, ALL = "", "[slides]", "[site]", "[test,browser,site]"  # the extras that commands ask for


def install(extras):
    """Make `.venv` and install what pyproject.toml says, unless that is done already."""
    stamps = {name: VENV / f"cnnlab{name.replace(',', '-').strip('[]')}.stamp" for name in (PLAIN, SLIDES, SITE, ALL)}
    done = {name for name, stamp in stamps.items() if is_stamped(stamp, PROJECT)}
    if extras in done or ALL in done or (extras == PLAIN and done) or (extras == SLIDES and SITE in done):
        return
    if not has_pip():
        print("Making an environment in .venv ...", flush=True)
        run_quietly(sys.executable, "-m", "venv", VENV)
    print("Installing cnnlab and what it needs: about a minute ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    run_quietly(*pip, "--upgrade", "pip")
    run_quietly(*pip, "--editable", f"{ROOT}{extras}")
    put_stamp(stamps[extras], PROJECT)


def has_pip():
    """Whether `.venv` is whole: other tools make one without pip, and so does Debian's Python without python3-venv."""
    return PYTHON.exists() and run(PYTHON, "-c", "import pip", stderr=subprocess.DEVNULL) == 0
