"""`python -m cnnlab lessons FOLDER`: a learner's own copies of the lessons, wherever only the package is installed.

`python -m cnnlab hand-out 05 class/*/` gives a lesson to a whole class.
"""

import argparse
import glob
import sys
from pathlib import Path

from cnnlab import lessons


def main(arguments=None):
    """Run one command; returns its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        (_hand_out if asked.command == "hand-out" else _copy)(asked)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="python -m cnnlab", description="cnnlab's lessons, to work in.")
    commands = parser.add_subparsers(dest="command", required=True)
    copies = commands.add_parser("lessons", help="write copies without results; what is there already stays as it is")
    copies.add_argument("folder", help="where to, such as my_lessons")
    copies.add_argument("--only", metavar="LESSON", nargs="+", help="write no others than these, such as 03 05 04")
    copies.add_argument("--afresh", metavar="LESSON", help="begin this lesson (03) again; the old file is kept")
    out = commands.add_parser("hand-out", help="give lessons to the folders of a class; what is there stays as it is")
    out.add_argument("lessons", help="such as 05, or 03,05,04; or next, by the term")
    out.add_argument("folders", nargs="+", help="the students' folders, such as class/*/")
    out.add_argument("--term", help=f"for next: a text file of lessons in your order (by default class/{lessons.TERM})")
    return parser


def _copy(asked):
    folder = asked.folder
    if asked.afresh:
        new, kept = lessons.start_afresh(folder, asked.afresh)
        print(f"{new} begins anew" + (f"; what you had is {kept}" if kept else ""))
        return
    new = lessons.copy_lessons(folder, asked.only)
    print(f"{len(new)} new lesson{'s' * (len(new) != 1)} in {folder}: open them with jupyter lab {folder}")
    for line in lessons.news_of(folder):
        print(line)


def _hand_out(asked):
    folders = [folder for pattern in asked.folders for folder in sorted(glob.glob(pattern)) or [pattern]]
    wanted, term = asked.lessons.split(","), None
    if wanted == ["next"]:
        wanted, term = "next", lessons.term_of(asked.term or Path(folders[0]).parent / lessons.TERM)
    for folder, done in lessons.hand_out(wanted, folders, term):
        print(f"{folder}: {done}")


if __name__ == "__main__":
    raise SystemExit(main())
