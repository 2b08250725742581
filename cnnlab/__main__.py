"""`python -m cnnlab lessons FOLDER`: a learner's own copies of the lessons, wherever only the package is installed."""

import argparse
import sys

from cnnlab import lessons


def main(arguments=None):
    """Run one command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m cnnlab", description="cnnlab's lessons, to work in.")
    commands = parser.add_subparsers(dest="command", required=True)
    copies = commands.add_parser("lessons", help="write copies without results; what is there already stays as it is")
    copies.add_argument("folder", help="where to, such as my_lessons")
    copies.add_argument("--afresh", metavar="LESSON", help="begin this lesson (03) again; the old file is kept")
    asked = parser.parse_args(arguments)
    try:
        if asked.afresh:
            new, kept = lessons.start_afresh(asked.folder, asked.afresh)
            print(f"{new} begins anew" + (f"; what you had is {kept}" if kept else ""))
        else:
            new = lessons.copy_lessons(asked.folder)
            print(f"{len(new)} new lessons in {asked.folder}: open them with jupyter lab {asked.folder}")
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
