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

import sys
from pathlib import Path

from tools import javascript
from tools.environment import ALL, PLAIN, PYTHON, SITE, SLIDES, VENV, install
from tools.lab import open_lab
from tools.places import ROOT
from tools.processes import run

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
        commands = (lab, test, lowest, notebooks, slides, print_, site, questions, collect, board, pictures, bench)
        return {own.__name__.rstrip("_"): own for own in commands}[command](flags)
    return run(PYTHON, ROOT / "dev.py", command, *flags)


def lab(flags):
    """JupyterLab; opens the first lesson unless a file is named."""
    return open_lab(flags)


def test(flags):
    """Lint and format of the Python, all of the JavaScript, then pytest with nbval: on all cores, a file to each."""
    ruff = [sys.executable, "-m", "ruff"]
    for check in ([*ruff, "check", ROOT], [*ruff, "format", "--check", ROOT], *javascript.checks()):
        if code := run(*check):
            return code
    shots = ["--screenshot=only-on-failure", "--output=test-results"]
    spread = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]  # tests/conftest.py has the order
    return run(sys.executable, "-m", "pytest", *spread, *shots, *flags)


def lowest(flags):
    """The tests of seconds in an environment of the lowest versions."""
    return run(sys.executable, "-m", "tools.lowest", *flags)


def notebooks(flags):
    """The notebooks, run and written back."""
    return run(sys.executable, "-m", "tools.notebooks", *flags)


def slides(flags):
    """The lessons as slides; a lesson that does not run leaves its earlier slides as they were."""
    return run(sys.executable, "-m", "tools.slides", *flags)


def print_(flags):
    """The lessons on paper, as their notebooks hold them."""
    return run(sys.executable, "-m", "tools.paper", *flags)


def site(flags):
    """Run the lessons, and write them as a site; `--serve` shows it."""
    return run(sys.executable, "-m", "tools.site", *flags)


def questions(flags):
    """The lessons' questions for other tools, and exams made of them; `--help` lists the formats."""
    return run(sys.executable, "-m", "tools.questions", *flags)


def collect(flags):
    """What a class has handed in, as a page, a table and a picture."""
    return run(sys.executable, "-m", "tools.collect", *flags)


def board(flags):
    """A page on this machine that shows how far a class is, until Ctrl-C."""
    return run(sys.executable, "-m", "tools.board", *flags)


def pictures(flags):
    """The pictures of the widgets that the README shows."""
    return run(sys.executable, "-m", "tools.pictures", *flags)


def bench(flags):
    """The benchmarks; `--help` lists their flags."""
    return run(sys.executable, "-m", "tools.bench", *flags)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
