"""Data parallelism: a batch's gradients, computed in parts by a few threads.

NumPy lets other Python threads run while it computes, so two threads on two parts of a batch take little more time
than one thread on one part. What a thread computes, and the order of every sum, depends on the batch alone: the number
of threads changes how long it takes, never the result.
"""

import copy

import numpy as np
from threadpoolctl import threadpool_limits

from cnnlab import functional as F
from cnnlab._arguments import as_int
from cnnlab._browser import cores, thread_pool


class Workers:
    """A few threads that compute a batch's gradients in parts, each part on its own replica of the model.

    A replica shares the numbers of the parameters, and has its own gradients and its own memory of its input.
    """

    def __init__(self, model, count, micro_batch):
        self.model, self.count, self.micro_batch, self.replicas = model, worker_count(count), micro_batch, []

    def __enter__(self):
        """Start the threads."""
        self.pool = thread_pool(self.count)
        return self

    def __exit__(self, *_):
        """Let the threads go, once they have finished."""
        self.pool.shutdown()

    def gradients(self, x, y, seed):
        """Set the model's gradients to those of the mean loss over the batch; returns (loss, right answers)."""
        parts = [slice(i, i + self.micro_batch) for i in range(0, len(x), self.micro_batch)]
        jobs = [
            (replica, x[part], y[part], len(y[part]) / len(y), [*seed, index])
            for index, (replica, part) in enumerate(zip(self._replicas(len(parts)), parts, strict=True))
        ]
        share_out = self.pool.map if min(self.count, len(jobs)) > 1 else map
        results = list(share_out(_part_gradients, *zip(*jobs, strict=True)))
        per_part = [replica.parameters() for replica, *_ in jobs]
        for parameter, *copies in zip(self.model.parameters(), *per_part, strict=True):
            parameter.grad = sum((c.grad for c in copies[1:]), start=copies[0].grad)
        return sum(loss for loss, _ in results), sum(correct for _, correct in results)

    def _replicas(self, count):
        """`count` copies of the model, made once, whose parameters are the model's own arrays."""
        own = [parameter.data for parameter in self.model.parameters()]
        while len(self.replicas) < count:
            self.replicas.append(copy.deepcopy(self.model, {id(data): data for data in own}))
        for replica in self.replicas:  # a callback may have put another array in a parameter's place
            for parameter, data in zip(replica.parameters(), own, strict=True):
                parameter.data = data
        return self.replicas[:count]


def _part_gradients(replica, x, y, share, seed):
    """One part's gradients, left in its replica; share: its part of the batch, by which they count."""
    for index, module in enumerate(replica.modules()):
        if hasattr(module, "rng"):
            module.rng = np.random.default_rng([*seed, index])
    replica.zero_grad()
    with np.errstate(over="ignore", invalid="ignore"):  # a loss that is no number has an error of its own
        logits = replica(x)
        loss = F.cross_entropy(logits, y)
        replica.backward(F.cross_entropy_backward(share, logits, y), need_grad_x=False)
    return share * loss, int((logits.argmax(1) == y).sum())


def worker_count(workers):
    """`workers`, or where that is None, a thread for each available core, four at most."""
    return min(4, cores()) if workers is None else as_int("workers", workers, 1)


def one_blas_thread():
    """Threads of ours, not of BLAS: its own would fight with them, and make the results depend on their number."""
    return threadpool_limits(1, user_api="blas")


def keep_freed_memory():
    """Free a large block once, after which the C library keeps freed memory for the next step to use.

    Linux's allocator otherwise hands each step's arrays back to the system and asks for them again: 10 % of the time.
    """
    np.empty(30 * 2**20, np.uint8)
