"""Python for browsers: which files of Pyodide a site needs, where they are fetched from, and whether they are the right
ones.

`pyodide.json` holds what the lock file of Pyodide says of the packages that the lessons need, and of what starts Python
there: 0.27.7 is the last version with which jupyterlite-pyodide-kernel 0.6.1 was seen to work.
"""

import hashlib
import json
import shutil
from pathlib import Path

FACTS = json.loads((Path(__file__).parent / "pyodide.json").read_text(encoding="utf-8"))
VERSION = FACTS["info"]["version"]
CDN = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
BESIDE = "../pyodide/"  # from the lock file, where the files come from a folder


class Pyodide:
    """Pyodide's files: on its CDN, or in a folder, each with the SHA-256 that Pyodide gave it.

    Raises OSError where a file of the folder is missing or another.
    """

    def __init__(self, folder=None):
        self.folder = None if folder is None else Path(folder)
        self.address = CDN if folder is None else BESIDE
        if self.folder:
            self.check()

    @property
    def files(self):
        """What is known of each file, by its name."""
        return FACTS["core"] | {entry["file_name"]: entry for entry in FACTS["packages"].values()}

    def check(self):
        for name, known in self.files.items():
            path = self.folder / name
            if not path.is_file():
                raise OSError(
                    f"{self.folder} has no {name}: give --pyodide a folder with the files of Pyodide {VERSION}, as its "
                    f"release has them, or leave it out, and they are fetched from {CDN} when a lesson is run"
                )
            if hashlib.sha256(path.read_bytes()).hexdigest() != known["sha256"]:
                raise OSError(f"{path} is not the {name} of Pyodide {VERSION} (its SHA-256 is another): fetch it again")

    def copy(self, static):
        """Put the files into a site, where they come from a folder."""
        if self.folder:
            target = static / "pyodide"
            target.mkdir(parents=True)
            for name in self.files:
                shutil.copy(self.folder / name, target)

    def lock(self, own):
        """The lock file: Pyodide's packages and `own`, each with its address as seen from this file.

        Its info also says where the files are that start Pyodide, and how many bytes are fetched in all.
        """
        found = {name: {**entry, "file_name": self.address + entry["file_name"]} for name, entry in self.entries()}
        fetched = sum(known["bytes"] for known in [*FACTS["core"].values(), *found.values(), *own.values()])
        return {"info": {**FACTS["info"], "from": self.address, "bytes": fetched}, "packages": found | own}

    @staticmethod
    def entries():
        return FACTS["packages"].items()
