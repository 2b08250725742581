"""`python -m tools.slides [lessons]`: run each lesson and write its slides to `slides/`; no notebook is changed.
`--path ninety` writes one deck instead, of the cells that `tools/slides/paths/ninety.toml` takes of several lessons.
"""

import argparse
import sys
import time
from functools import partial

from tools.places import ROOT, find_lessons
from tools.slides.deck import build
from tools.slides.path import build_path, read

SLIDES = ROOT / "slides"


def main(arguments):
    parser = argparse.ArgumentParser(prog="python dev.py slides", description=__doc__)
    parser.add_argument("lessons", nargs="*", metavar="lesson", help="a number or a notebook; all where none is named")
    parser.add_argument("--path", metavar="NAME", help="the deck of a path through several lessons")
    chosen = parser.parse_args(list(map(str, arguments)))
    if chosen.path and chosen.lessons:
        parser.exit(2, "a path names its lessons itself: give --path, or lessons, and not both\n")
    try:
        if chosen.path:
            read(chosen.path)
            makers = {f"the path {chosen.path}": lambda: build_path(chosen.path, SLIDES)}
        else:
            makers = {path.name: partial(build, path, SLIDES) for path in find_lessons(chosen.lessons)}
    except ValueError as error:
        parser.exit(2, f"no slides: {error}\n")
    for name, make in makers.items():
        report(name, make)


def report(name, make):
    """Make the slides of what has this name, and say how large they are and how long it took."""
    print(name, flush=True)
    begin = time.perf_counter()
    try:
        page = make()
    except (RuntimeError, OSError) as error:
        sys.exit(f"no slides of {name}, because it does not run:\n\n{error}")
    size = page.stat().st_size / 1e6
    print(f"    {page.relative_to(ROOT)}, {size:.1f} MB, {time.perf_counter() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nstopped; what was finished is in slides/")
