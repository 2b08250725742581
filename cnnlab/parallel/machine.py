"""What the machine lends: its cores, its BLAS, its memory."""

import contextlib

import numpy as np
from threadpoolctl import threadpool_limits

from cnnlab._arguments import as_int
from cnnlab._browser import IN_BROWSER, cores

PAYS = 1.0  # seconds of work for which processes are started: each takes a quarter of a second of a core for that
# Examples in a part of a batch where nobody names a number, so that two workers can share 64. Each part has some nine
# hundred calls of Python: with one thread a step of LeNet, batch 64, took 5.6 ms in parts of 16, 4.5 ms in parts of 32
# and 4.0 ms in one part. A browser has one worker only.
MICRO_BATCH = 64 if IN_BROWSER else 32
MOST = 8  # workers where nobody names a number: each process takes some 60 MB


def worker_count(workers):
    """`workers`, or where that is None, one for each available core, eight at most."""
    return min(MOST, cores()) if workers is None else as_int("workers", workers, 1)


def one_blas_thread():
    """Workers of ours, not of BLAS: its own would fight with them, and make the results depend on their number."""
    if IN_BROWSER:  # no BLAS, and a quarter of a second to look for one
        return contextlib.nullcontext()
    return threadpool_limits(1, user_api="blas")


def keep_freed_memory():
    """Free a large block once, after which the C library keeps freed memory for the next step to use.

    Linux's allocator otherwise hands each step's arrays back to the system and asks for them again: 10 % of the time.
    """
    np.empty(30 * 2**20, np.uint8)
