"""The wheels that Pyodide has not, or not new enough: cnnlab's own, and those of the packages its widgets need."""

import hashlib
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.places import ROOT

# What each needs to be there before it; all of them are pure Python.
NEEDS = {
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "psygnal": [],
    "typing-extensions": [],
    "ipywidgets": ["comm", "traitlets", "ipython"],
    "comm": ["traitlets"],
    "tqdm": [],
}
OF_PYODIDE = ["numpy", "matplotlib", "matplotlib-inline", "pillow", "threadpoolctl", "traitlets"]
NEEDED = NEEDS | {"cnnlab": [*OF_PYODIDE, "anywidget", "tqdm"]}
PURE = ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none", "--python-version=3.12"]


def own_wheels(folder):
    """Put the wheels into a folder; returns what a lock file of Pyodide says of each, by its name.

    Raises RuntimeError, with the words of pip, where one cannot be had.
    """
    wanted = [f"{name}=={version(name)}" for name in NEEDS]  # those that the lessons were run with
    pip("download", "--no-deps", *PURE, "--dest", folder, *wanted)
    build(folder)
    return {name: entry(folder, name, needs) for name, needs in NEEDED.items()}


def build(folder):
    """The wheel of cnnlab as it stands here, from a copy: setuptools would leave its own files in the tree."""
    with TemporaryDirectory() as name:
        shutil.copytree(ROOT / "cnnlab", Path(name) / "cnnlab", ignore=shutil.ignore_patterns("__pycache__"))
        for file in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
            shutil.copy(ROOT / file, name)
        pip("wheel", "--no-deps", "--wheel-dir", folder, name)


def pip(*arguments):
    command = [sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"pip {arguments[0]} says:\n\n{done.stderr}")


def entry(folder, name, needs):
    """What a lock file says of a wheel."""
    module = name.replace("-", "_")
    [path] = folder.glob(f"{module}-*.whl")
    return {
        "name": name,
        "version": path.name.split("-")[1],
        "file_name": path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "package_type": "package",
        "imports": [module],
        "depends": needs,
        "unvendored_tests": False,
    }
