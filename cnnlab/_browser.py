"""Python in a browser (Pyodide): no threads, no BLAS, and deaf while it computes. What is done otherwise there.

Nothing that a page says is heard until Python comes back to the event loop, and JupyterLite hands on no message before
the cell has ended. So a page speaks there through channels of the browser, and a training takes breath now and then to
listen. That needs a browser that can put Python's stack aside and take it up again (JSPI: Chrome and Edge since 2025).
"""

import contextlib
import ctypes
import functools
import os
import signal
import sys
import threading
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from importlib.resources import files

import numpy as np

IN_BROWSER = sys.platform == "emscripten"
BREATH = 0.2  # seconds from one breath to the next; a breath takes some milliseconds
_last_breath = 0.0


def product(a, b, out=None):
    """a @ b. In a browser there is no BLAS: float32 goes to a library of our own, four numbers at a time."""
    if not IN_BROWSER:
        return np.matmul(a, b, out=out)
    in_rows = out is None or out.strides[-1] == out.itemsize  # numbers of a row beside each other
    if a.dtype == b.dtype == np.float32 and in_rows and (products := _library()):
        return _by_fours(products, a, b, out)
    return np.einsum("...mk,...kl->...ml", a, b, out=out)  # several times as fast as matmul there


@functools.cache
def _library():
    """What multiplies by fours; nothing where a browser cannot (such are from before 2023)."""
    try:
        library = ctypes.CDLL(str(files("cnnlab") / "wasm" / "product.so"))
    except OSError:
        return None
    library.products.argtypes, library.products.restype = [ctypes.c_int32] * 14, None
    return library.products


def _by_fours(products, a, b, out):
    """a @ b, one call for all matrices along the last axis before the two of a matrix that has more than one."""
    (m, k), n = a.shape[-2:], b.shape[-1]
    if b.strides[-1] != b.itemsize:
        b = np.ascontiguousarray(b)
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    out = np.empty((*batch, m, n), np.float32) if out is None else out
    whole = [np.broadcast_to(a, (*batch, m, k)), np.broadcast_to(b, (*batch, k, n)), out]
    along = max((axis for axis, size in enumerate(batch) if size > 1), default=None)
    count, steps = (1, [0, 0, 0]) if along is None else (batch[along], [each.strides[along] for each in whole])
    for index in np.ndindex(*(1 if axis == along else size for axis, size in enumerate(batch))):
        starts = [each[index].__array_interface__["data"][0] for each in whole]
        products(count, *steps, *starts, m, k, n, *a.strides[-2:], b.strides[-2], out.strides[-2])
    return out


def cores():
    """How many threads can work at the same time."""
    if IN_BROWSER:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _InTurn(Executor):
    """The face of a pool of threads, without any: each call is made when it is handed in."""

    def submit(self, call, *args, **options):
        future = Future()
        future.set_result(call(*args, **options))
        return future


def thread_pool(count):
    """A pool of threads, or what stands in for it."""
    return _InTurn() if IN_BROWSER else ThreadPoolExecutor(count)


def in_background(call, *args):
    """Call something in a thread, or where there is none, as soon as the event loop has time; it can be joined."""
    if IN_BROWSER:
        return _Later(call, args)
    thread = threading.Thread(target=call, args=args, daemon=True)
    thread.start()
    return thread


class _Later:
    """A call that the event loop makes."""

    def __init__(self, call, args):
        import asyncio

        self.call, self.args, self.over = call, args, False
        asyncio.get_event_loop().call_soon(self._run)

    def _run(self):
        try:
            self.call(*self.args)
        finally:
            self.over = True

    def join(self):
        """Wait for the end of the call. Only a browser that can put a stack aside comes here before it."""
        while not self.over:
            _pause(0.01)


def breathe():
    """Let in what pages have said, if the last time is long enough ago and the browser can."""
    global _last_breath
    if IN_BROWSER and time.perf_counter() - _last_breath > BREATH:
        _pause(0)
        _last_breath = time.perf_counter()


def _pause(seconds):
    import asyncio

    from pyodide.ffi import can_run_sync, run_sync

    if can_run_sync():
        run_sync(asyncio.sleep(seconds))


def take_lock(path):
    """Take the lock that notebooks of one browser have for a file; returns what leaves it.

    The site's pages have such locks (`tools/site/lite/drive.js`), others none. TimeoutError where another notebook does
    not let go of it for five seconds.
    """
    try:
        from js import cnnlabLocks
    except ImportError:
        return lambda: None
    if not cnnlabLocks.take(str(path)):
        raise TimeoutError(f"another notebook has {path}")
    return lambda: cnnlabLocks.leave(str(path))


def listen(name, call):
    """Call `call` with every message on a browser's channel of this name. Returns the channel, which can be closed."""
    from js import BroadcastChannel
    from pyodide.ffi import create_proxy

    channel = BroadcastChannel.new(name)
    channel.onmessage = create_proxy(lambda event: call(event.data))
    return channel


def get_ready(name):
    """What a notebook's page asks for before its first cell: load what takes long, and listen to Stop on this channel.

    A message on it is what Ctrl-C is elsewhere.
    """
    import matplotlib.font_manager  # noqa: F401 (it looks for fonts, and would say so in a learner's first cell)

    def interrupt(_):
        with contextlib.suppress(KeyboardInterrupt):  # nothing is under way that could be stopped
            signal.getsignal(signal.SIGINT)(signal.SIGINT, None)

    return listen(name, interrupt)
