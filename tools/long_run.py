"""`python -m tools.long_run`: the weights of lesson 11's long run, for who loads them instead of training.

The lesson's own cells are run up to the training, so the weights are what a reader gets who waits for it: about a
minute on two cores. They are written in half precision, which halves the file and leaves the answers what they were.
"""

import json
import os

import numpy as np

from cnnlab import training
from tools.places import NOTEBOOKS

LESSON = NOTEBOOKS / "11_digit_classifier.ipynb"
WEIGHTS = NOTEBOOKS / "weights" / "long_run.npz"
TRAINS = "history = train(big"  # in the cell with which the run ends


def cells():
    """The lesson's code up to the long run, a cell at a time."""
    for cell in json.loads(LESSON.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            yield source
            if TRAINS in source:
                return
    raise LookupError(f"{LESSON} has no cell with {TRAINS!r}")


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
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size:,} bytes after {names['history']!r}")


if __name__ == "__main__":
    main()
