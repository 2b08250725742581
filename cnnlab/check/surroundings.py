"""What a learner's function finds, and may leave behind: all of it is put back after a check."""

import builtins
import contextlib
import io
import os
import signal
import sys
import threading
import warnings

import numpy as np

MOST = 2000  # characters that a check lets through on each stream
FOR_EVERYBODY = {"": builtins, "np.": np}  # modules whose names everybody uses, ours as well
GONE = object()


class _Brief(io.TextIOBase):
    """Hands on the first `MOST` characters, and drops the rest: a print in an endless loop would flood the page."""

    def __init__(self, stream):
        self.stream, self.left = stream, MOST

    def write(self, text):
        if self.left:
            self.stream.write(text[: self.left])
            self.left = max(self.left - len(text), 0)
            if not self.left:
                self.stream.write("\n(The rest of what your function prints is left out.)\n")
        return len(text)


@contextlib.contextmanager
def undisturbed():
    """Let a learner's function print a little meanwhile, and put back in the end what it sets for everybody."""
    folder, handlers = _folder(), _handlers()
    with (
        contextlib.redirect_stdout(_Brief(sys.stdout)),
        contextlib.redirect_stderr(_Brief(sys.stderr)),
        np.errstate(),
        np.printoptions(),
        warnings.catch_warnings(),
    ):
        try:
            yield
        finally:
            for number, handler in handlers.items():
                if signal.getsignal(number) is not handler:
                    signal.signal(number, handler)
            with contextlib.suppress(OSError, TypeError):  # it may be gone, or may never have been there
                os.chdir(folder)


def _folder():
    """The working folder; None where it has been deleted."""
    try:
        return os.getcwd()
    except OSError:
        return None


def _handlers():
    """The handler of every signal that Python can set; none in a thread, which must not set any."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    found = {number: signal.getsignal(number) for number in signal.valid_signals()}
    return {number: handler for number, handler in found.items() if handler is not None}


class Tools:
    """What our own code needs between two calls of a learner's function: kept as it is now, put back by `repair`."""

    def __init__(self):
        self.names = {prefix: dict(vars(module)) for prefix, module in FOR_EVERYBODY.items()}
        self.depth, self.errors = sys.getrecursionlimit(), np.geterr()
        self.streams = {name: getattr(sys, name) for name in ("stdin", "stdout", "stderr")}
        self.tracing, self.profiling = sys.gettrace(), sys.getprofile()

    def repair(self):
        """Put all back; the names of what was replaced in a module of everybody."""
        sys.setrecursionlimit(self.depth)
        replaced = [name for prefix, module in FOR_EVERYBODY.items() for name in self._restore(prefix, module)]
        np.seterr(**self.errors)
        for name, stream in self.streams.items():
            setattr(sys, name, stream)
        if sys.gettrace() is not self.tracing:
            sys.settrace(self.tracing)
        if sys.getprofile() is not self.profiling and (self.profiling is None or callable(self.profiling)):
            sys.setprofile(self.profiling)  # cProfile's own object cannot be set from Python
        return tuple(replaced)

    def _restore(self, prefix, module):
        """The names of a module that stand for something else than before, which they then stand for again."""
        before, now = self.names[prefix], vars(module)
        changed = [name for name, value in before.items() if now.get(name, GONE) is not value]
        for name in changed:
            setattr(module, name, before[name])
        return [f"{prefix}{name}" for name in changed if not name.startswith("_")]
