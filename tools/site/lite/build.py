"""Building JupyterLite: its own tool does it, from a folder that holds the lessons, the settings and Python."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from cnnlab.lessons import copy_lessons
from tools.site.lite.wheels import own_wheels

HERE = Path(__file__).parent
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
PYTHON = Path("static") / "python"  # in the site: the lock file, our wheels, and what starts Python and mends its files
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "cnnlab",
        "exposeAppInBrowser": True,
        "litePluginSettings": {
            KERNEL: {
                "pyodideUrl": f"./{PYTHON.as_posix()}/start.js",
                "disablePyPIFallback": True,
                "loadPyodideOptions": {"lockFileURL": f"{PYTHON.as_posix()}/lock.json", "packages": []},
            }
        },
    },
}


def build_lite(lite, pyodide):
    """Write JupyterLite with all lessons to the folder `lite`, which must not be there yet.

    Raises RuntimeError where a wheel cannot be had or JupyterLite's tool fails.
    """
    with TemporaryDirectory(prefix="lite") as name:
        source = Path(name)
        copy_lessons(source / "contents")
        extensions = {"LiteBuildConfig": {"federated_extensions": [str(HERE / "extension")]}}
        (source / "jupyter_lite_config.json").write_text(json.dumps(extensions), encoding="utf-8")
        (source / "jupyter-lite.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        run_tool(source, lite)
    write_python(lite / PYTHON, pyodide)
    pyodide.copy(lite / "static")


def write_python(folder, pyodide):
    folder.mkdir(parents=True)
    for script in ("start.js", "drive.js"):
        shutil.copy(HERE / script, folder)
    (folder / "lock.json").write_text(json.dumps(pyodide.lock(own_wheels(folder))), encoding="utf-8")


def run_tool(source, lite):
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--no-sourcemaps", "--apps=lab"]
    command += ["--lite-dir", source, "--contents", source / "contents", "--output-dir", lite.resolve()]
    done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"JupyterLite's tool says:\n\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
