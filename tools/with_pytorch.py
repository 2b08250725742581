"""`python -m tools.with_pytorch`: the figures that lesson 15 shows where PyTorch, or a process, cannot be had.

The lesson's own cells are run, so PyTorch must be installed. What they compute is written beside the lesson.
"""

import json
import os

from tools.places import NOTEBOOKS

LESSON = NOTEBOOKS / "15_to_pytorch_and_beyond.ipynb"
FIGURES = NOTEBOOKS / "with_pytorch.json"


def rounded(value):
    """Numbers to nine digits, all that float32 has."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return {name: rounded(each) for name, each in value.items()} if isinstance(value, dict) else value


def main():
    """Run the cells, and write what stands in `figures` at the end."""
    import torch

    os.environ.setdefault("MPLBACKEND", "Agg")
    os.chdir(NOTEBOOKS)
    if not FIGURES.exists():
        FIGURES.write_text("{}", encoding="utf-8")
    names = {}
    for cell in json.loads(LESSON.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    figures = names["figures"] | {"computed with": f"PyTorch {torch.__version__}"}
    FIGURES.write_text(json.dumps(rounded(figures), indent=1) + "\n", encoding="utf-8")
    print(f"{FIGURES}: {FIGURES.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
