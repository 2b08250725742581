"""`python -m tools.board FOLDER`: how far the class is, live, at http://127.0.0.1:8010; nobody else reaches it.

FOLDER holds a folder for each student, with their copies of the lessons in it, or hand-ins.
"""

import argparse
import sys

from tools.board.server import board_server


def main(arguments):
    parser = argparse.ArgumentParser(prog="python dev.py board", description=__doc__)
    parser.add_argument("folder", help="with the students' folders; links in it are not followed")
    parser.add_argument("--names", action="store_true", help="also show who is how far")
    parser.add_argument("--every", type=_seconds, default=5, help="seconds between two looks into the folder (5)")
    parser.add_argument("--port", type=int, default=8010)
    chosen = parser.parse_args(arguments)
    try:
        running = board_server(chosen.folder, chosen.port, chosen.names, chosen.every)
    except (FileNotFoundError, NotADirectoryError) as error:
        return _refused(error)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        return _refused(f"the board cannot be shown at port {chosen.port} ({why}): choose another with --port")
    with running:
        try:
            print(f"The board is at http://127.0.0.1:{running.server_port}, until Ctrl-C ends it.", flush=True)
            running.serve_forever()
        except KeyboardInterrupt:
            print("\nThe board is closed; nothing was written.")
    return 0


def _seconds(text):
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 1 <= seconds <= 3600:  # also refuses what is no number
        raise argparse.ArgumentTypeError(f"it must be 1 to 3600 seconds, got {text!r}")
    return seconds


def _refused(sentence):
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
