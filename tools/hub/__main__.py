"""`python -m tools.hub [FOLDER] [--port 8000]`: a JupyterHub on this machine, to try out; anybody on it may sign in."""

import argparse
import subprocess
import sys
from pathlib import Path

from tools.hub.install import install
from tools.hub.running import command

parser = argparse.ArgumentParser(prog="python -m tools.hub", description=__doc__.partition(": ")[2])
parser.add_argument("folder", nargs="?", default="class", type=Path, help="where the students' folders are (class)")
parser.add_argument("--port", type=int, default=8000, help="of this machine (8000)")


def main(arguments):
    """Run it until Ctrl-C; returns its exit code."""
    asked = parser.parse_args(arguments)
    try:
        install()
    except RuntimeError as error:
        print(error)
        return 2
    started, environment = command(asked.folder.absolute(), asked.port)
    print(f"Sign in at http://127.0.0.1:{asked.port} by any name, without a password; Ctrl-C ends it.", flush=True)
    with subprocess.Popen(started, env=environment) as hub:
        while True:
            try:
                return hub.wait()
            except KeyboardInterrupt:  # which the hub has got, too, and stops all that it started
                continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
