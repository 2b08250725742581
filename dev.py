"""The project's commands. Python's standard library is all they need to start; each makes `.venv` where it is missing.

python dev.py lab [jupyter flags]      open the lessons in JupyterLab
python dev.py test [pytest flags]      lint, and run every test and every notebook
python dev.py notebooks [files]        run the notebooks and write their outputs back, without what varies
python dev.py slides [files]           make slides of the lessons, with live widgets, in slides/
python dev.py pictures [names]         take the pictures of the widgets again, in Chromium
python dev.py bench [flags]            measure against NumPy and, where it is installed, PyTorch
"""

import hashlib
import html
import os
import re
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
BAR = re.compile(r"\s*\d+%\|")  # how tqdm's bar starts, as text


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
    first = [] if any(not flag.startswith("-") for flag in flags) else [min(NOTEBOOKS.glob("*.ipynb"))]
    return run(*lab_command(), *first, *flags)


def lab_command():
    """JupyterLab on this machine only, with a token of its own, asking nobody for news or updates."""
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    return [sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1", *quiet]


def test(flags):
    """Lint, format, then pytest with nbval; on all cores, one file to each at a time."""
    for check in (["check"], ["format", "--check"]):
        if code := run(sys.executable, "-m", "ruff", *check, ROOT):
            return code
    shots = ["--screenshot=only-on-failure", "--output=test-results"]
    return run(sys.executable, "-m", "pytest", "--numprocesses=auto", "--dist=loadfile", *shots, *flags)


def slides(flags):
    """The lessons as slides; a lesson that does not run leaves its earlier slides as they were."""
    return run(sys.executable, "-m", "slideshow", *flags)


def pictures(flags):
    """The pictures of the widgets that the README shows."""
    return run(sys.executable, ROOT / "tests" / "pictures.py", *flags)


def bench(flags):
    """The benchmarks; `--help` lists their flags."""
    return run(sys.executable, "-m", "benchmarks", *flags)


def notebooks(flags):
    """Execute each notebook from top to bottom and write it back; a failing cell leaves the file as it was."""
    import nbformat
    from nbclient import NotebookClient

    for path in map(Path, flags or sorted(NOTEBOOKS.glob("*.ipynb"))):
        print(path.name, flush=True)
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
        normalise(notebook)
        nbformat.write(notebook, path)
    return 0


def normalise(notebook):
    """Leave out what differs from run to run: times, versions, and the state of widgets."""
    widgets = notebook.metadata.pop("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    notebook.metadata.kernelspec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get("application/vnd.jupyter.widget-view+json")
            if view:  # it would point at a widget that ended with the kernel: keep what it says of itself
                bar = BAR.match(output.data["text/plain"])
                output.data = {
                    "text/plain": finished_bar(widgets, view["model_id"]) if bar else output.data["text/plain"]
                }


def finished_bar(widgets, model_id):
    """A progress bar as it ended, in words: on paper and on code hosts the first state, 0 %, would be shown."""
    texts = [widgets[child.removeprefix("IPY_MODEL_")]["state"] for child in widgets[model_id]["state"]["children"]]
    percent, counts = texts[0]["value"].strip(), texts[2]["value"].strip()
    return f"{percent}|{'█' * 10}| " + re.sub(r"\[.*?/s,\s*", "[", html.unescape(counts))


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
