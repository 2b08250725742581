"""How the commands start others. Needs nothing but the standard library, for it runs before anything is installed."""

import os
import subprocess
import sys
import tempfile

from tools.places import ROOT

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # what BLAS and PyTorch ask
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0  # in a container, or on a rented machine


def run(*command, **options):
    """Run a command in the checkout and return its exit code; Ctrl-C is the command's to handle."""
    with subprocess.Popen([str(part) for part in command], cwd=ROOT, **options) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def run_quietly(*command):
    """Run a command that has nothing to say but why it failed: then its words are shown, and its exit code is ours."""
    with tempfile.TemporaryFile() as said:
        code = run(*command, stdout=said, stderr=subprocess.STDOUT)
        if code:
            said.seek(0)
            sys.stderr.buffer.write(said.read())
            raise SystemExit(code)
