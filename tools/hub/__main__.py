"""`python -m tools.hub [FOLDER] [--port 8000]`: a JupyterHub on this machine, to try out; anybody on it may sign in."""

import argparse
import os
import socket
import sys
from pathlib import Path

from tools.hub.install import install
from tools.hub.running import command

parser = argparse.ArgumentParser(prog="python -m tools.hub", description=__doc__.partition(": ")[2])
parser.add_argument("folder", nargs="?", default="class", type=Path, help="where the students' folders are (class)")
parser.add_argument("--port", type=int, default=8000, help="of this machine (8000)")


def main(arguments):
    """Become the hub, so that what ends it ends all that it has started; an exit code where there cannot be one."""
    asked = parser.parse_args(arguments)
    try:
        check(asked)
        install()
    except (ValueError, RuntimeError) as error:
        print(error)
        return 2
    started, environment = command(asked.folder.absolute(), asked.port)
    print(f"Sign in at http://127.0.0.1:{asked.port} by any name, without a password; Ctrl-C ends it.", flush=True)
    os.execve(started[0], started, environment)


def check(asked):
    """Raises ValueError where the students' folders cannot lie there, or somebody else has the port."""
    if asked.folder.exists() and not asked.folder.is_dir():
        raise ValueError(f"{asked.folder} is a file: name a folder, or one that is yet to be made")
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", asked.port))
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise ValueError(f"the hub cannot be at port {asked.port} ({why}): choose another with --port") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
