"""The widgets' arithmetic, asked from Python: their JavaScript runs in Node."""

import json
import subprocess
from pathlib import Path

import numpy as np

from tools.javascript import node_and_npm

ANSWERS = Path(__file__).with_name("answers.mjs")


class InNode:
    """A Node that answers until it is closed."""

    def __init__(self):
        node, _ = node_and_npm()
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
        self.process = subprocess.Popen([node, "--no-warnings", ANSWERS], **pipes)

    def ask(self, name, **settings):
        """What JavaScript makes of it; ValueError with its sentence where the settings do not fit one another."""
        self.process.stdin.write(json.dumps({"name": name, "settings": settings}, default=_plain) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        if "misfit" in said:
            raise ValueError(said["misfit"])
        assert "answer" in said, said["failed"]
        return said["answer"]

    def close(self):
        self.process.communicate(timeout=10)


def _plain(value):
    return value.tolist() if isinstance(value, np.ndarray) else value.item()


def outcome(call, *args, **options):
    """What a call gives, or the sentence with which it refuses."""
    try:
        return call(*args, **options)
    except ValueError as error:
        return str(error)


def largest(*arrays):
    """The largest product of a number of each of these arrays."""
    return float(np.prod([np.abs(array).max(initial=0) for array in arrays]))


def agree(got, expected, largest_term):
    """Whole numbers equal; others to 1e-12 of the largest term of a sum."""
    got, expected = np.asarray(got, float), np.asarray(expected, float)
    if got.shape != expected.shape:
        return False
    if not np.any(expected % 1) and largest_term < 2**50 and not np.any(got % 1):
        return np.array_equal(got, expected)
    return bool(np.all(np.abs(got - expected) <= 1e-12 * largest_term))
