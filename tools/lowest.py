"""`python -m tools.lowest [pytest flags]`: tests of seconds, with the lowest versions that pyproject.toml promises.

What pip installs is always the newest, so a bound that is too low would not be noticed. uv can pick the lowest instead;
it is installed, with what it picks, into an environment of its own.
"""

import os
import sys

from tools.environment import PROJECT
from tools.places import ROOT
from tools.processes import run, run_quietly
from tools.stamps import is_stamped, put_stamp

OLDEST = (3, 11)  # the Python that the lowest versions were made for: later ones would have to build them
OTHER_PYTHON = "the lowest versions are not tried, for they were made for Python 3.11; this is {}.{}"
VENV = ROOT / ".venv-lowest"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# Where other packages are at work: their versions and ours, arrays, traits and messages, pictures.
QUICK = ["structure/test_dependencies.py", "structure/test_docstrings.py", "test_arguments.py", "widgets", "viz"]


def main(flags):
    """The exit code of pytest; 0, and a sentence, on another Python."""
    if sys.version_info[:2] != OLDEST:
        print(OTHER_PYTHON.format(*sys.version_info), flush=True)
        return 0
    install()
    options = ["--numprocesses=auto", "--dist=loadfile", "-p", "no:cacheprovider"]
    own = {name: value for name, value in os.environ.items() if name != "CI"}  # there, no browser would be a failure
    return run(PYTHON, "-m", "pytest", *options, *[ROOT / "tests" / name for name in QUICK], *flags, env=own)


def install():
    """Make the environment, once for each state of pyproject.toml."""
    stamp = VENV / "cnnlab.stamp"
    if is_stamped(stamp, PROJECT):
        return
    print("Installing the lowest versions in .venv-lowest ...", flush=True)
    run_quietly(sys.executable, "-m", "venv", "--clear", VENV)
    run_quietly(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "uv")
    lowest = ["--python", PYTHON, "--resolution", "lowest-direct"]
    run_quietly(PYTHON, "-m", "uv", "pip", "install", *lowest, "--editable", f"{ROOT}[test]")
    put_stamp(stamp, PROJECT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
