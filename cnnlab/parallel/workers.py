"""Those who compute a batch's gradients: threads from the first step on, and processes where they pay."""

import numpy as np

from cnnlab._browser import IN_BROWSER, thread_pool
from cnnlab.parallel import machine
from cnnlab.parallel.parts import Replicas, split


class Workers:
    """`count` workers that compute a batch's gradients in parts of `micro_batch` examples.

    NumPy lets other threads of Python run while it computes, but between its calls they wait for one another;
    processes do not. So threads begin, and when much is left to do, processes are started, which take over as soon as
    they have their model and have given the same gradients, bit for bit. Where they cannot, threads go on.
    """

    def __init__(self, model, count, micro_batch):
        self.model, self.count, self.micro_batch = model, machine.worker_count(count), micro_batch
        self.replicas, self.team, self.trusted = Replicas(model), None, False
        self.may_start = not IN_BROWSER and self.count > 1
        self.left = 0.0

    def __enter__(self):
        """Start the threads."""
        self.pool = thread_pool(self.count)
        return self

    def __exit__(self, *_):
        """Let them all go."""
        self._dismiss()
        self.pool.shutdown()

    def expect(self, seconds):
        """About so much work is left, in seconds at the pace so far."""
        self.left = seconds

    def gradients(self, x, y, seed):
        """Set the model's gradients to those of the mean loss over the batch; returns (loss, right answers)."""
        parts = split(len(x), self.micro_batch, seed)
        results = self._by_processes(parts, x, y) or self._by_threads(parts, x, y)
        per_part = [grads for *_, grads in results]
        for parameter, first, *others in zip(self.replicas.parameters, *per_part, strict=True):
            parameter.grad = sum(others, start=first)
        return sum(loss for loss, *_ in results), sum(correct for _, correct, _ in results)

    def _by_threads(self, parts, x, y):
        self.replicas.prepare(len(parts))
        share_out = self.pool.map if min(self.count, len(parts)) > 1 else map
        return list(share_out(lambda part: self.replicas.compute(part, x, y), parts))

    def _by_processes(self, parts, x, y):
        """What they have computed; nothing where they can't, or not yet."""
        if len(parts) == 1 or not self._has_team(x, y, len(parts)):
            return None
        results = self.team.compute(parts, x, y)
        if self.trusted and results is not None:
            return results
        if results is not None:
            here = self._by_threads(parts, x, y)
            self.trusted = all(map(_same, results, here))
            results = here
        if not self.trusted or results is None:
            self._dismiss()
        return results

    def _has_team(self, x, y, part_count):
        """Whether there are processes that can begin; start them where it pays."""
        if self.team is None and self.may_start and self.left > machine.PAYS:
            from cnnlab.parallel.team import Team  # here, because browsers lack what it stands on

            try:
                self.team = Team(self.replicas, min(self.count, part_count), x, y, part_count)
            except Exception:  # a model that no pickle can hold; a system that allows no more processes
                self.may_start = False
        if self.team is not None and self.team.refused:
            self._dismiss()
        return self.team is not None and self.team.ready

    def _dismiss(self):
        """End the processes, and go on with threads."""
        self.may_start = False
        if self.team is not None:
            self.team.close()
            self.team = None


def _same(found, other):
    return found[:2] == other[:2] and all(map(np.array_equal, found[2], other[2]))
