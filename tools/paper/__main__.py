"""`python -m tools.paper [lessons]`: write lessons as PDF files of A4 pages to `paper/`, with the results that their
notebooks hold; nothing is run. Chromium prints them.
"""

import argparse
import sys

from tools.places import ROOT, find_lessons

PAPER = ROOT / "paper"


def main(arguments):
    parser = argparse.ArgumentParser(prog="python dev.py print", description=__doc__)
    parser.add_argument("lessons", nargs="*", metavar="lesson", help="a number or a notebook; all where none is named")
    chosen = parser.parse_args(list(map(str, arguments)))
    try:
        paths = find_lessons(chosen.lessons)
        from tools.paper.pdf import printed  # here, for it needs the browser's driver

        for path, pages in printed(paths, PAPER):
            print(f"{path.relative_to(ROOT)}: {pages} pages", flush=True)
    except (ValueError, OSError, RuntimeError) as error:
        parser.exit(2, f"not printed: {error}\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nstopped; what was finished is in paper/")
