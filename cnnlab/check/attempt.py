"""Calling a learner's function: in a limited time, so that no exception gets out and nothing is left behind."""

import ast
import contextlib
import dis
import inspect
import linecache
import sys
import textwrap
import threading
import time
import traceback
from types import CodeType
from typing import NamedTuple

import numpy as np

from cnnlab._browser import IN_BROWSER
from cnnlab.check.answers import plain
from cnnlab.check.limit import Stopped, called_by, is_elsewhere, limit
from cnnlab.check.surroundings import Tools, undisturbed

SECONDS, IN_ALL = 2.0, 5.0  # for one call, for a whole check; the largest of our cases takes nested loops milliseconds
PATIENCE = 10.0  # seconds that a call may last until a check says that it waits for it
WAITING = (
    "\n(Your function is still at work{line}. If it never ends, choose Restart Kernel in the menu: "
    "some single calls cannot be stopped in another way.)\n"
)
# The instructions of a function whose body is a docstring, `pass` or `...`:
EMPTY = {"RESUME", "NOP", "CACHE", "POP_TOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}


class CheckedInside(BaseException):
    """Raised where a function calls a checker while it is being checked."""


class Outcome(NamedTuple):
    """What a call gave: a value, or an exception and the line of the learner's code that raised it."""

    value: object = None
    error: BaseException | None = None
    line: str = ""
    changed: tuple | None = None  # the name of an array argument, what it was, what it became
    replaced: tuple = ()  # the names of what it replaced for everybody, such as "np.sum"
    form: str = ""  # "a list of " where the array was one


class Trial:
    """One check of one function: it is called again and again, until the time for all calls is over.

    read: makes of what the function gave a plain value; that may run code of the learner's as well.
    """

    running = threading.local()

    def __init__(self, fn, names, read=plain):
        self.fn, self.names, self.read = fn, names, read
        self.file = code.co_filename if (code := _code(fn)) else None
        self.left, self.began, self.checked_inside = IN_ALL, None, False

    def __enter__(self):
        if outer := getattr(self.running, "trial", None):
            outer.checked_inside = True
            raise CheckedInside
        with contextlib.ExitStack() as stack:
            self.running.trial = self
            stack.callback(setattr, self.running, "trial", None)
            stack.enter_context(self.saying_what_is_waited_for())
            stack.enter_context(undisturbed())
            self.tools = Tools()
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *raised):
        return self.stack.__exit__(*raised)

    def attempt(self, case):
        """The `Outcome` of a case. Only the Stop button (KeyboardInterrupt) comes through."""
        args = case.given()
        value, error, replaced = self.run(self.fn, *args, **case.options)
        line = "" if error is None else own_line(self.fn, traceback.walk_tb(error.__traceback__))
        form = f"a {type(value).__name__} of " if isinstance(value, (list, tuple)) else ""
        if error is None:
            value, error, _ = self.run(self.read, value)
        return Outcome(value, error, line, _first_changed(self.names, case.args, args), replaced, form)

    def run(self, call, *args, **options):
        """What a call gives, what it raises (one of the two is None), and the names that it replaced for everybody."""
        value = error = None
        self.began = time.monotonic()
        watch = limit(min(SECONDS, self.left), sys._getframe(), self.file)
        try:
            try:
                value = call(*args, **options)
            finally:
                watch.dismiss()
        except KeyboardInterrupt:
            raise
        except BaseException as raised:
            error = raised
        finally:
            watch.dismiss()  # again: a shot may have hit before the first word of the other
            self.began, self.left = None, self.left - watch.spent
            replaced = self.tools.repair()
        if watch.fired:
            value, error = None, Stopped()  # also where a bare `except:` made an answer of it
        elif self.checked_inside and not isinstance(error, CheckedInside):
            value, error = None, CheckedInside()
        return value, error, replaced

    @contextlib.contextmanager
    def saying_what_is_waited_for(self):
        """Meanwhile a second thread says, once, where a call hangs that cannot be interrupted."""
        page, thread, over = sys.stdout, threading.get_ident(), threading.Event()

        def watch():
            while not over.wait(PATIENCE / 4):
                frames = called_by(None, sys._current_frames().get(thread))
                if self.began and time.monotonic() - self.began > PATIENCE and not is_elsewhere(frames):
                    line = own_line(self.fn, [(frame, frame.f_lineno) for frame in frames[::-1]])
                    page.write(WAITING.format(line=line))
                    page.flush()
                    break

        if not IN_BROWSER:
            threading.Thread(target=watch, daemon=True).start()
        try:
            yield
        finally:
            over.set()


def _first_changed(names, given, after):
    """(name, what it was, what it became) of the first array that the learner's function wrote into, or None."""
    for name, old, new in zip(names, given, after, strict=False):
        if isinstance(old, np.ndarray) and not np.array_equal(old, new):
            return name, old, new
    return None


def own_line(fn, frames):
    """The innermost line of the learner's own code, as " in line 3 (`...`)"; frames: (frame, line), that one last."""
    code = _code(fn)
    own = [number for frame, number in frames if code and frame.f_code.co_filename == code.co_filename]
    if not own:
        return ""
    source = linecache.getline(code.co_filename, own[-1]).strip()
    return f" in line {own[-1]}" + (f" (`{source}`)" if source else "")


def _code(fn):
    """The code of a function, also of one that is wrapped; None where there is none."""
    try:
        code = inspect.unwrap(fn).__code__
    except Exception:  # what can be called may do anything when it is looked at
        return None
    return code if isinstance(code, CodeType) else None


def is_stub(fn, outcome):
    """Whether there is nothing to judge yet: only NotImplementedError, an Ellipsis, or None from an empty body."""
    if outcome.error is not None:
        return isinstance(outcome.error, NotImplementedError) and not _says_something(fn)
    if outcome.value is ... or outcome.value is NotImplemented:
        return True
    code = _code(fn)
    if outcome.value is not None or code is None:
        return False
    return {step.opname for step in dis.get_instructions(code)} <= EMPTY


def _says_something(fn):
    """Whether the body of a function holds more than words and a `raise`; where its text is unknown, it does not."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(fn)))
    except Exception:
        return False
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return bool(bodies) and not all(_is_idle(node) for node in bodies[0])


def _is_idle(node):
    """Whether a statement computes nothing: a `raise`, `pass`, a docstring or `...`."""
    words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return words or isinstance(node, (ast.Raise, ast.Pass))
