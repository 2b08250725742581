"""`python -m tools.site [lessons]`: write the site to `site/`. `--serve` shows it then, at http://127.0.0.1:8000;
`--port 9000` elsewhere, `--host 0.0.0.0` to everybody in the room. `--pyodide FOLDER` takes the files of Python for
browsers from a folder, and then nothing is fetched from another machine.
"""

import argparse
import sys
import time
from pathlib import Path

from tools.places import NOTEBOOKS, ROOT
from tools.site.book import build
from tools.site.lite import Pyodide
from tools.site.serve import serve

SITE = ROOT / "site"


def main(arguments):
    parser = argparse.ArgumentParser(prog="python dev.py site", description=__doc__)
    parser.add_argument("lessons", nargs="*", type=Path, help="notebooks; all where none is named")
    parser.add_argument("--pyodide", type=Path, metavar="FOLDER", help="Pyodide's files, in place of its server")
    parser.add_argument("--serve", action="store_true", help="show the site that is there, and do not write it anew")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default=8000, type=int)
    chosen = parser.parse_args(arguments)
    if chosen.serve and SITE.exists() and not chosen.lessons:
        return serve(SITE, chosen.host, chosen.port)
    begin = time.perf_counter()
    try:
        build(chosen.lessons or sorted(NOTEBOOKS.glob("*.ipynb")), SITE, Pyodide(chosen.pyodide))
    except (RuntimeError, OSError) as error:
        sys.exit(f"no new site, and the earlier one is as it was: {error}")
    pages = len(list(SITE.glob("*.html")))
    print(f"{SITE.relative_to(ROOT)}/: {pages} pages in {time.perf_counter() - begin:.0f} s", flush=True)
    if chosen.serve:
        serve(SITE, chosen.host, chosen.port)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nstopped; the earlier site is as it was")
