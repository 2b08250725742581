"""`python -m tools.long_run`: the weights of lesson 11's long run, for who loads them instead of training.

The lesson's own cells on which that training stands are run, so the weights are what a reader gets who waits for it:
about a minute on two cores. They are written in half precision, which halves the file and leaves the answers what they
were.
"""

import json
import os
import re

import numpy as np

from cnnlab import training
from tools.places import NOTEBOOKS

LESSON = NOTEBOOKS / "11_digit_classifier.ipynb"
WEIGHTS = NOTEBOOKS / "weights" / "long_run.npz"
NEEDED = (
    "import", "untrained =", "def params", "x, y =", "all_here =", "def train", "def by_one_pixel", "def larger",
    "wait_for_it =",
)  # fmt: skip
SHORTER = re.compile(r"(?m)^history = .*\n?")  # the run before it, in a cell that is needed
WAITS = "wait_for_it = False", "wait_for_it = True"


def cells():
    """The lesson's code that the long run needs, a cell at a time. Raises LookupError where one of these is missing."""
    found = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]
    for begins in NEEDED:
        source = next((source for source in code if source.startswith(begins)), None)
        if source is None:
            raise LookupError(f"{LESSON} has no cell that begins with {begins!r}")
        yield SHORTER.sub("", source).replace(*WAITS)


def main():
    """Run the cells, and write the network that they have trained."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    os.chdir(NOTEBOOKS)
    names = {}
    for source in cells():
        exec(source, names)
    for parameter in names["big"].parameters():
        parameter.data = parameter.data.astype(np.float16)
    WEIGHTS.parent.mkdir(exist_ok=True)
    training.save(WEIGHTS, names["big"])
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size:,} bytes after {names['long_history']!r}")


if __name__ == "__main__":
    main()
