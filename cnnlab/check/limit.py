"""A limit on the time that a learner's function takes.

What counts is the function's own time: what the processor worked for it. An import takes as long as it takes, and a
debugger waits for a person. A second that passes without work counts as a part of one, so that a sleeping function ends
too, and a right one passes on a machine that has much else to do.
"""

import ctypes
import signal
import sys
import threading
import time

from cnnlab._browser import IN_BROWSER

EVERY, AGAIN = 0.02, 0.0002  # seconds between two looks at the clock; between two shots, once the time is over
GRACE = 0.5  # seconds more, for the learner's own lines to come by
IDLE = 1 / 3  # of a second that passes without work
# Modules of Python's imports and of debuggers: while one of these is at work, no time counts.
ELSEWHERE = {"importlib", "_frozen_importlib", "bdb", "pydevd", "_pydevd_bundle"}


class Stopped(BaseException):
    """Raised inside a learner's function that runs too long: no `except Exception` of theirs catches it."""


def called_by(caller, frame):
    """The frames from `frame` out to what `caller` called, the innermost first; None if `caller` is not below."""
    frames = []
    while frame is not caller:
        if frame is None:
            return None
        frames.append(frame)
        frame = frame.f_back
    return frames


def is_elsewhere(frames):
    """Whether an import is under way, or a debugger waits: nothing that one may interrupt."""
    return any(str(frame.f_globals.get("__name__")).partition(".")[0] in ELSEWHERE for frame in frames)


class Limit:
    """Interrupts what `caller` calls, again and again, once `seconds` of its own time are over.

    A bare `except:` swallows nearly every shot, hence so many. At first they fall only on lines of the file `own`, then
    on all that the learner's code calls: somebody else's lock or destructor is no good place for an exception.
    """

    def __init__(self, seconds, caller, own, work):
        self.seconds, self.caller, self.own, self.work = seconds, caller, own, work
        self.spent, self.fired, self.last = 0.0, False, (work(), time.monotonic())

    def count(self):
        """Add to `spent` what has passed since the last look."""
        work, now = self.work(), time.monotonic()
        self.spent += max(work - self.last[0], IDLE * (now - self.last[1]))
        self.last = work, now

    @property
    def over(self):
        return self.spent > self.seconds

    def may_interrupt(self, frame):
        """Whether the time is over, and what runs in `frame` may be interrupted."""
        called = called_by(self.caller, frame)
        if not called or called[-1].f_code.co_filename == __file__:  # the caller is busy with this limit
            return False
        if is_elsewhere(called):
            self.last = self.work(), time.monotonic()
            return False
        self.count()
        if self.over and (frame.f_code.co_filename == self.own or self.spent > self.seconds + GRACE):
            self.fired = True
            return True
        return False


class Alarm(Limit):
    """A `Limit` by the system's alarm clock, for the main thread: it also wakes what sleeps, and ends long sums."""

    def __init__(self, seconds, caller, own):
        super().__init__(seconds, caller, own, time.thread_time)
        self.gone = False
        self.before = signal.signal(signal.SIGALRM, self._ring)
        self.timer = signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)

    def _ring(self, _, frame):
        shoots = not self.gone and self.may_interrupt(frame)
        if self.over and not self.gone:
            signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)
        if shoots:
            raise Stopped

    def dismiss(self):
        """End the watch, and hand the alarm clock back as it was. Twice does no harm."""
        self.gone = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self.before or signal.SIG_DFL)
        if any(self.timer):
            signal.setitimer(signal.ITIMER_REAL, *self.timer)
        self.count()


class Watcher(Limit):
    """A `Limit` by a second thread, for systems and threads without an alarm clock.

    An exception sent from another thread arrives between two bytecodes: a single call into C cannot be interrupted.
    Never is the empty one sent that would take back a shot: CPython 3.11 then looks for it for ever, as soon as
    anything traces or profiles. Threads take turns more often while it shoots, or few shots would come.
    """

    def __init__(self, seconds, caller, own):
        self.target = threading.get_ident()
        super().__init__(seconds, caller, own, work_of(self.target))
        self.bell, self.gone, self.turns = threading.Lock(), False, sys.getswitchinterval()
        self.bell.acquire()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        pause = EVERY
        while not self.bell.acquire(timeout=pause):
            frame = sys._current_frames().get(self.target)
            if called_by(self.caller, frame) is None:
                break
            shoots = self.may_interrupt(frame)
            if self.over:
                pause = AGAIN
                sys.setswitchinterval(AGAIN)
            if shoots:
                shot = ctypes.py_object(Stopped)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.target), shot)
        self.gone = True

    def dismiss(self):
        """End the watch; a shot that is on its way is let fall. No locks here that it could leave closed."""
        while True:
            try:
                if self.bell.locked():
                    self.bell.release()
                while not self.gone:
                    time.sleep(0.0001)
                for _ in range(3):
                    pass  # a shot arrives at a turn of a loop, at the latest
                break
            except Stopped:
                continue
        if sys.getswitchinterval() != self.turns:
            sys.setswitchinterval(self.turns)
        self.count()


class Lines(Limit):
    """A `Limit` where there are neither threads nor an alarm clock: it looks at the clock at every line and every jump.

    It needs `sys.monitoring` (Python 3.12). A single call into C cannot be interrupted.
    """

    def __init__(self, seconds, caller, own):
        super().__init__(seconds, caller, own, time.monotonic)
        self.next = self.last[1] + EVERY
        monitoring, events = sys.monitoring, sys.monitoring.events
        monitoring.use_tool_id(monitoring.PROFILER_ID, "cnnlab")
        for event in (events.LINE, events.JUMP):  # a loop on one line only jumps
            monitoring.register_callback(monitoring.PROFILER_ID, event, self._look)
        monitoring.set_events(monitoring.PROFILER_ID, events.LINE | events.JUMP)

    def _look(self, *_):
        if time.monotonic() < self.next:
            return
        if self.may_interrupt(sys._getframe(1)):
            raise Stopped
        self.next = 0 if self.over else time.monotonic() + EVERY

    def dismiss(self):
        """End the watch. Twice does no harm."""
        if sys.monitoring.get_tool(sys.monitoring.PROFILER_ID) == "cnnlab":
            sys.monitoring.set_events(sys.monitoring.PROFILER_ID, 0)
            sys.monitoring.free_tool_id(sys.monitoring.PROFILER_ID)
        self.count()


def work_of(thread):
    """The clock of what the processor works for a thread; where the system has none, the clock on the wall."""
    if hasattr(time, "pthread_getcpuclockid"):
        clock = time.pthread_getcpuclockid(thread)
        return lambda: time.clock_gettime(clock)
    return time.monotonic


def limit(seconds, caller, own):
    """A `Limit` of the kind that this thread can have."""
    if IN_BROWSER:
        return Lines(seconds, caller, own)
    has_alarm = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    return (Alarm if has_alarm else Watcher)(seconds, caller, own)
