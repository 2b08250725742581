"""Data parallelism: a batch's gradients, computed in parts by a few threads, or by a few processes.

NumPy lets other Python threads run while it computes, so two threads on two parts of a batch take little more time
than one thread on one part. What a thread computes, and the order of every sum, depends on the batch alone: the number
of threads changes how long it takes, never the result.
"""

import copy
import time
import timeit

import numpy as np
from threadpoolctl import threadpool_limits

from cnnlab import functional as F
from cnnlab._arguments import as_int
from cnnlab._browser import IN_BROWSER, cores, thread_pool


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


def can_start():
    """True where processes can be started; in a browser print one line that says so, and return False."""
    if IN_BROWSER:
        print("needs processes, which there are none of in a browser: run this cell on a machine of yours")
    return not IN_BROWSER


class Processes:
    """A few processes that live from `with` to its end, and compute a batch's gradients together, each its own part.

    model: each process gets a copy; x (N, ...), y (N,): the examples, which each gets once, at the start. After that
    only weights, the numbers of a batch's examples, and gradients travel. `started` is how many seconds the start took.

    >>> from cnnlab import nn
    >>> model = nn.Sequential(nn.Linear(2, 2, rng=np.random.default_rng(0)))
    >>> with Processes(model, np.eye(2, dtype=np.float32), np.array([0, 1]), 2) as both:
    ...     both.gradients(np.array([0, 1]))["0.weight"].shape
    (2, 2)
    """

    def __init__(self, model, x, y, count=2):
        self.model, self.examples, self.count = model, (x, y), as_int("count", count, 1)
        self.began = time.perf_counter()

    def __enter__(self):
        """Start the processes, and wait until each has its copy and its examples."""
        import multiprocessing

        # "spawn": each is a Python of its own, as on another machine.
        start = multiprocessing.get_context("spawn")
        self.pipes, self.processes = [], []
        for _ in range(self.count):
            here, there = start.Pipe()
            self.processes.append(start.Process(target=_live, args=(there, self.model, *self.examples), daemon=True))
            self.processes[-1].start()
            there.close()  # so that a process which has ended is noticed here
            self.pipes.append(here)
        for pipe in self.pipes:
            pipe.recv()
        self.started = time.perf_counter() - self.began
        return self

    def __exit__(self, *_):
        """Let the processes end: each sees that nobody speaks to it any more."""
        for pipe in self.pipes:
            pipe.close()
        for process in self.processes:
            process.join()

    def gradients(self, batch):
        """The gradients of the mean loss over the examples with these numbers: {parameter's name: array}.

        Raises RuntimeError where a process has met an error.
        """
        weights = [parameter.data for parameter in self.model.parameters()]
        parts = [part for part in np.array_split(batch, self.count) if len(part)]
        talks = list(zip(self.pipes, parts, strict=False))
        for pipe, part in talks:
            pipe.send((weights, part, len(part) / len(batch)))
        try:
            per_part = [pipe.recv() for pipe, _ in talks]
        except EOFError:
            raise RuntimeError("a process has ended before it answered; what it met stands above") from None
        names = [name for name, _ in self.model.named_parameters()]
        return {name: sum(grads) for name, grads in zip(names, zip(*per_part, strict=True), strict=True)}


def _live(pipe, model, x, y):
    """What a process does: as long as somebody asks, take the weights and a part of a batch, and send gradients."""
    with one_blas_thread():
        pipe.send("ready")
        while True:
            try:
                weights, part, share = pipe.recv()
            except EOFError:
                return
            for parameter, data in zip(model.parameters(), weights, strict=True):
                parameter.data = data
            pipe.send(list(gradients(model, x[part], y[part], share).values()))


def gradients(model, x, y, share=1.0):
    """The gradients of the mean loss over some examples, times `share`: {parameter's name: array}.

    x (N, ...), y (N,). share: how much these examples count, if they are a part of a batch.

    >>> from cnnlab import nn
    >>> model = nn.Sequential(nn.Linear(2, 2, bias=False, rng=np.random.default_rng(0)))
    >>> gradients(model, np.zeros((1, 2), np.float32), np.array([0]))
    {'0.weight': array([[0., 0.],
           [0., 0.]], dtype=float32)}
    """
    model.zero_grad()
    model.backward(F.cross_entropy_backward(share, model(x), y), need_grad_x=False)
    return {name: parameter.grad for name, parameter in model.named_parameters()}


def race(processes, sizes, *, rng, repeats=7):
    """Seconds for one batch's gradients, the best of a few: {"alone": [...], "together": [...]}, one for each size.

    processes: living `Processes`; alone is this process, with one thread, on the same batches.
    """
    model, (x, y) = processes.model, processes.examples
    found = {"alone": [], "together": []}
    for size in sizes:
        batch = rng.integers(len(y), size=size)
        with one_blas_thread():
            found["alone"].append(_best(repeats, lambda batch=batch: gradients(model, x[batch], y[batch])))
        found["together"].append(_best(repeats, lambda batch=batch: processes.gradients(batch)))
    return found


def _best(repeats, call):
    """The shortest of a few times: what else the machine does can only make it longer."""
    return min(timeit.repeat(call, number=1, repeat=repeats))
