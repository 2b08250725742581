"""`python -m tools.slides [files]`: run each notebook and write its slides to `slides/`; no notebook is changed."""

import sys
import time
from pathlib import Path

from tools.places import NOTEBOOKS, ROOT
from tools.slides.deck import build


def main(names):
    folder = ROOT / "slides"
    for path in map(Path, names or sorted(NOTEBOOKS.glob("*.ipynb"))):
        print(path.name, flush=True)
        begin = time.perf_counter()
        try:
            page = build(path, folder)
        except (RuntimeError, OSError) as error:
            sys.exit(f"no slides of {path.name}, because it does not run:\n\n{error}")
        size = page.stat().st_size / 1e6
        print(f"    {page.relative_to(ROOT)}, {size:.1f} MB, {time.perf_counter() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nstopped; what was finished is in slides/")
