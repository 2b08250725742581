"""Calling a learner's function: in a limited time, and so that no exception gets out."""

import contextlib
import ctypes
import dis
import inspect
import io
import linecache
import sys
import threading
import time
import traceback
from typing import NamedTuple

import numpy as np

SECONDS = 2.0  # for one call; the largest of our cases takes nested loops a few milliseconds
# The instructions of a function whose body is a docstring, `pass` or `...`:
IDLE = {"RESUME", "NOP", "CACHE", "POP_TOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}


class Stopped(BaseException):
    """Raised inside a learner's function that runs too long: no `except Exception` of theirs catches it."""


class Outcome(NamedTuple):
    """What a call gave: a value, or an exception and the line of the learner's code that raised it."""

    value: object = None
    error: BaseException | None = None
    line: str = ""
    changed: tuple | None = None  # the name of an array argument, what it was, what it became


class Guard:
    """Interrupts the caller's frame, again and again, once `seconds` are over; leaves nothing behind.

    An exception sent from another thread arrives between two bytecodes, so that any loop of Python code can be
    stopped, on every system and with nothing slowed down. A bare `except:` swallows one shot, hence one a millisecond.
    Shots are sent only while the learner's code is running, and none once the caller has returned, dismissed or not.
    A single call into C that never returns cannot be stopped.
    """

    def __init__(self, seconds):
        self.target, self.seconds = threading.get_ident(), seconds
        self.bell, self.fired, self.gone = threading.Lock(), False, False
        self.bell.acquire()
        threading.Thread(target=self._watch, args=(sys._getframe(1),), daemon=True).start()

    def _watch(self, caller):
        if not self.bell.acquire(timeout=self.seconds):
            while not self.bell.acquire(timeout=0.001):
                called = self._called_by(caller)
                if called is None:
                    break
                if called and called[-1].f_code.co_filename != __file__:  # else the caller is busy with this guard
                    self.fired = True
                    self._send(Stopped)
        self.gone = True

    def _called_by(self, caller):
        """What the guarded thread has entered from `caller`, the innermost frame first; None once that has returned."""
        frame, frames = sys._current_frames().get(self.target), []
        while frame is not caller:
            if frame is None:
                return None
            frames.append(frame)
            frame = frame.f_back
        return frames

    def _send(self, exception):
        """Make `exception` pending in the guarded thread; None takes back one that has not arrived."""
        argument = None if exception is None else ctypes.py_object(exception)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.target), argument)

    def dismiss(self):
        """End the watch; a shot that arrives meanwhile is let fall. No locks here that it could leave closed."""
        while True:
            try:
                if self.bell.locked():
                    self.bell.release()
                while not self.gone:
                    time.sleep(0.0001)
                self._send(None)
                return
            except Stopped:
                continue


class _Brief(io.TextIOBase):
    """Hands on the first `most` characters, and drops the rest: a print in an endless loop would flood the page."""

    def __init__(self, stream, most):
        self.stream, self.left = stream, most

    def write(self, text):
        if self.left:
            self.stream.write(text[: self.left])
            self.left = max(self.left - len(text), 0)
            if not self.left:
                self.stream.write("\n(The rest of what your function prints is left out.)\n")
        return len(text)


@contextlib.contextmanager
def printing_briefly(most=2000):
    """Let through no more than the first `most` characters of what is printed meanwhile. Also a decorator."""
    with contextlib.redirect_stdout(_Brief(sys.stdout, most)):
        yield


def attempt(fn, names, case):
    """The `Outcome` of a learner's function of arguments with these names.

    Only the Stop button (KeyboardInterrupt) comes through.
    """
    args = case.fresh()
    value, error = _within_time(fn, args, case.options)
    if isinstance(value, np.ndarray):
        value = value.copy()  # the next call could write into it
    line = _line(fn, error) if error is not None else ""
    return Outcome(value, error, line, _first_changed(names, case.args, args))


def _within_time(fn, args, options):
    """What fn(*args, **options) gives, and what it raises: one of the two is None."""
    guard, value, error = Guard(SECONDS), None, None
    try:
        try:
            value = fn(*args, **options)
        finally:
            guard.dismiss()
    except (Exception, SystemExit, Stopped) as raised:
        error = raised
    finally:
        guard.dismiss()  # again: a shot may have hit before the first word of the other
    if guard.fired:
        return None, Stopped()  # also where a bare `except:` made an answer of it
    return value, error


def _first_changed(names, given, after):
    """(name, what it was, what it became) of the first array that the learner's function wrote into, or None."""
    for name, old, new in zip(names, given, after, strict=False):
        if isinstance(old, np.ndarray) and not np.array_equal(old, new):
            return name, old, new
    return None


def _line(fn, error):
    """The last line of the learner's own code that an exception came through, as " in line 3 (`...`)"."""
    code = getattr(inspect.unwrap(fn), "__code__", None)
    if code is None:
        return ""
    frames = traceback.walk_tb(error.__traceback__)
    own = [number for frame, number in frames if frame.f_code.co_filename == code.co_filename]
    if not own:
        return ""
    source = linecache.getline(code.co_filename, own[-1]).strip()
    return f" in line {own[-1]}" + (f" (`{source}`)" if source else "")


def is_stub(fn, outcome):
    """Whether there is nothing to judge yet: NotImplementedError, an Ellipsis, or None from an empty body."""
    if outcome.error is not None:
        return isinstance(outcome.error, NotImplementedError)
    if outcome.value is ... or outcome.value is NotImplemented:
        return True
    code = getattr(fn, "__code__", None)
    if outcome.value is not None or code is None:
        return False
    return {step.opname for step in dis.get_instructions(code)} <= IDLE
