"""One contestant in a process of its own: reads case names, one a line, and answers each with seconds per call.

`python -m tools.bench.worker CONTESTANT THREADS`. The parent sets the variables that limit the threads of NumPy's and
PyTorch's libraries before this process starts, because they are read when the libraries load.
"""

import functools
import json
import os
import sys
import timeit

from tools.bench.cases import EPOCHS, all_cases, epoch_cases

LONG_ENOUGH = 0.01  # seconds; what is shorter is repeated, as the clock and the first cold call would count too much


def load_side(contestant):
    """The module that runs the cases for `contestant`, and its function that builds one."""
    if contestant == "cnnlab":
        from tools.bench import cnnlab_side

        return cnnlab_side, cnnlab_side.build
    from tools.bench import torch_side

    return torch_side, functools.partial(torch_side.build, channels_last=contestant.endswith("channels_last"))


class Stopwatch:
    """Times cases, and remembers each one's function and number of repetitions between the rounds."""

    def __init__(self, contestant, threads):
        self.side, self.build = load_side(contestant)
        self.threads, self.cases, self.ready = threads, all_cases() | epoch_cases(), {}

    def seconds(self, name):
        """Seconds per call, the mean over about LONG_ENOUGH; an untimed call first warms caches and wakes threads.

        Of a run of epochs, which nobody warms either, seconds per epoch.
        """
        case = self.cases[name]
        if case.work == "epoch":
            return timeit.timeit(self.build(case, self.threads), number=1) / EPOCHS
        if name not in self.ready:
            self.ready[name] = self._prepare(case)
        call, repeats = self.ready[name]
        with self.side.conditions(case):
            call()
            return timeit.timeit(call, number=repeats) / repeats

    def _prepare(self, case):
        call = self.build(case, self.threads)
        with self.side.conditions(case):
            once = min(timeit.repeat(call, number=1, repeat=5))
        # A training goes on for minutes, so its steps are timed in a long run: after a pause, threads start slowly.
        seconds = 0.2 if case.work == "training step" else LONG_ENOUGH
        return call, max(1, round(seconds / once))


def free_a_large_block():
    """What `fit` does: after it, Linux's C library keeps freed memory. All contestants do it, PyTorch too: only so is
    the comparison about their arithmetic, since PyTorch's arrays come from the same allocator and gain as well."""
    from cnnlab.parallel import keep_freed_memory

    keep_freed_memory()


def stay_on(cores):
    """Use no more than so many cores, where the system lets us choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def main(contestant, threads):
    stay_on(int(threads))
    try:
        stopwatch = Stopwatch(contestant, int(threads))
    except ModuleNotFoundError as error:
        if error.name != "torch":  # a fault, not a contestant that stays away
            raise
        print(json.dumps({"missing": error.name}), flush=True)
        return
    free_a_large_block()
    print(json.dumps({"versions": stopwatch.side.VERSIONS}), flush=True)
    for line in sys.stdin:
        print(stopwatch.seconds(line.strip()), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
