"""The project's commands. Python's standard library is all they need to start; each makes `.venv` where it is missing.

python dev.py lab [jupyter flags]      open the lessons in JupyterLab
python dev.py test [pytest flags]      lint, check the JavaScript, and run every test and every notebook
python dev.py lowest [pytest flags]    run the tests of seconds with the lowest versions that pyproject.toml promises
python dev.py notebooks [files]        run the notebooks and write their outputs back, without what varies
python dev.py slides [lessons]         make slides of the lessons, with live widgets, in slides/; --path ninety
python dev.py print [lessons]          print the lessons as PDF files, in paper/
python dev.py site [--serve]           write the lessons as a site, a book with live widgets, to site/; show it
python dev.py questions [lessons]      write the lessons' questions for Moodle, jupyterquiz, paper, or an exam
python dev.py collect FOLDER           what a class has handed in: a page, a table for spreadsheets, a picture
python dev.py board FOLDER             how far a class is, live, from a shared folder of the students' folders
python dev.py pictures [names]         take the pictures of the widgets again, in Chromium
python dev.py bench [flags]            measure against NumPy and, where it is installed, PyTorch
"""

import os
import sys
from pathlib import Path

from tools import javascript
from tools.environment import ALL, PLAIN, PYTHON, SITE, SLIDES, VENV, install
from tools.lab import open_lab
from tools.places import ROOT
from tools.processes import THREAD_VARIABLES, run

EXTRAS = {
    "lab": PLAIN, "test": ALL, "lowest": PLAIN, "notebooks": ALL, "pictures": ALL, "slides": SLIDES, "print": ALL,
    "site": SITE, "questions": PLAIN, "collect": PLAIN, "board": PLAIN, "bench": PLAIN,
}  # fmt: skip


def main(arguments):
    """Run one command inside the project's own environment; returns its exit code."""
    command, *flags = arguments or ["help"]
    if command not in EXTRAS:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs before anything is installed)
        print(f"cnnlab needs Python 3.11 or newer; this is {sys.version.split()[0]}")
        return 2
    install(EXTRAS[command])  # also from within: pyproject.toml may have changed since
    if Path(sys.prefix).resolve() == VENV.resolve():
        return do(command, flags)
    return run(PYTHON, ROOT / "dev.py", command, *flags)


def do(command, flags):
    """Open the lab, run the tests, or start the tool that does what the command says."""
    own = {"lab": open_lab, "test": test}
    if command in own:
        return own[command](flags)
    return run(sys.executable, "-m", f"tools.{'paper' if command == 'print' else command}", *flags)


def test(flags):
    """Lint and format of the Python, all of the JavaScript, then pytest with nbval: on all cores, a file to each.

    BLAS has one thread in each process: the cores are taken, and a second thread would only spin until it has one.
    """
    ruff = [sys.executable, "-m", "ruff"]
    for check in ([*ruff, "check", ROOT], [*ruff, "format", "--check", ROOT], *javascript.checks()):
        if code := run(*check):
            return code
    shots = ["--screenshot=only-on-failure", "--output=test-results"]
    spread = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]  # tests/conftest.py has the order
    one_thread = dict.fromkeys(THREAD_VARIABLES, "1") | os.environ
    return run(sys.executable, "-m", "pytest", *spread, *shots, *flags, env=one_thread)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
