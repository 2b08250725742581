"""The project's commands. Python's standard library is all they need to start; each makes `.venv` where it is missing.

python dev.py lab [jupyter flags]      open the lessons in JupyterLab
python dev.py test [pytest flags]      lint, and run every test and every notebook
python dev.py notebooks [files]        run the notebooks and write their outputs back, without what varies
python dev.py slides [files]           make slides of the lessons, with live widgets, in slides/
python dev.py pictures [names]         take the pictures of the widgets again, in Chromium
python dev.py bench [flags]            measure against NumPy and, where it is installed, PyTorch
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NOTEBOOKS = ROOT / "notebooks"
ALL = "[test,browser,slides]"
EXTRAS = {"lab": "", "test": ALL, "notebooks": ALL, "pictures": ALL, "slides": "[slides]", "bench": ""}


def main(arguments):
    """Run one command inside the project's own environment; returns its exit code."""
    command, *flags = arguments or ["help"]
    if command not in EXTRAS:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs before anything is installed)
        print(f"cnnlab needs Python 3.11 or newer; this is {sys.version.split()[0]}")
        return 2
    if Path(sys.prefix).resolve() == VENV.resolve():
        commands = (lab, test, notebooks, slides, pictures, bench)
        return {own.__name__: own for own in commands}[command](flags)
    install(EXTRAS[command])
    return run(PYTHON, ROOT / "dev.py", command, *flags)


def install(extras):
    """Make `.venv` and install what pyproject.toml says, unless that is done already."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamps = {name: VENV / f"cnnlab{name.replace(',', '-').strip('[]')}.stamp" for name in ("", "[slides]", ALL)}
    done = {name for name, stamp in stamps.items() if stamp.exists() and stamp.read_text() == wanted}
    if extras in done or ALL in done or (not extras and done):
        return
    if not PYTHON.exists():
        print(f"Making an environment in {VENV} ...", flush=True)
        venv.create(VENV, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    print("Installing cnnlab and what it needs: about a minute ...", flush=True)
    for what in (["--upgrade", "pip"], ["--editable", f"{ROOT}{extras}"]):
        if code := run(*pip, *what):
            raise SystemExit(code)
    stamps[extras].write_text(wanted)


def lab(flags):
    """JupyterLab; opens the first lesson unless a file is named."""
    from tools.lab import lab_command

    first = [] if any(not flag.startswith("-") for flag in flags) else [min(NOTEBOOKS.glob("*.ipynb"))]
    return run(*lab_command(), *first, *flags)


def test(flags):
    """Lint, format, then pytest with nbval; on all cores, one file to each at a time."""
    for check in (["check"], ["format", "--check"]):
        if code := run(sys.executable, "-m", "ruff", *check, ROOT):
            return code
    shots = ["--screenshot=only-on-failure", "--output=test-results"]
    return run(sys.executable, "-m", "pytest", "--numprocesses=auto", "--dist=loadfile", *shots, *flags)


def slides(flags):
    """The lessons as slides; a lesson that does not run leaves its earlier slides as they were."""
    return run(sys.executable, "-m", "tools.slides", *flags)


def pictures(flags):
    """The pictures of the widgets that the README shows."""
    return run(sys.executable, "-m", "tools.pictures", *flags)


def bench(flags):
    """The benchmarks; `--help` lists their flags."""
    return run(sys.executable, "-m", "tools.bench", *flags)


def notebooks(flags):
    """The notebooks, run and written back."""
    return run(sys.executable, "-m", "tools.notebooks", *flags)


def run(*command):
    """Run a command and return its exit code; Ctrl-C is the command's to handle."""
    with subprocess.Popen([str(part) for part in command], cwd=ROOT) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
