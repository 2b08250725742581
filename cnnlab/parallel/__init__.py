"""Data parallelism: a batch's gradients, computed in parts by a few processes, or by a few threads.

What is computed for a part, and the order in which the parts are added, depend on the batch alone: how many workers
there are, and of which kind, changes how long it takes, never the result.
"""

from cnnlab._browser import cores
from cnnlab.parallel.living import Processes, can_start, race
from cnnlab.parallel.machine import MICRO_BATCH, keep_freed_memory, one_blas_thread, worker_count
from cnnlab.parallel.parts import gradients
from cnnlab.parallel.workers import Workers

__all__ = [
    "MICRO_BATCH", "Processes", "Workers", "can_start", "cores", "gradients", "keep_freed_memory", "one_blas_thread",
    "race", "worker_count",
]  # fmt: skip
