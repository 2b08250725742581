"""Living processes as a lesson shows them: what is sent, what comes back, and what it costs."""

import time
import timeit

import numpy as np

from cnnlab._arguments import as_int
from cnnlab._browser import IN_BROWSER
from cnnlab.parallel.machine import one_blas_thread
from cnnlab.parallel.parts import gradients


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
