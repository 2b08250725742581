"""How often TrainingMonitor may look, so that it takes no more than its share of the time."""

import math
import time
from contextlib import contextmanager
from statistics import median_low


class Budget:
    """When the next update may be: `every` seconds after the last, later if updates take more than `share` of the time.

    clock: a function that gives seconds. What an update costs is the median of the last three, for one that met a busy
    processor says little; the first, which also warms up, says nothing.
    """

    def __init__(self, every, share, clock=time.perf_counter):
        self.every = every
        self.share = share
        self.clock = clock
        self.started = clock()
        self.ended = None
        self.next = -math.inf
        self.costs = []

    def due(self):
        """Whether it is time."""
        return self.clock() >= self.next

    @contextmanager
    def spending(self):
        """Count what happens inside as cost, and put off the next update accordingly."""
        begun = self.clock()
        try:
            yield
        finally:
            now = self.clock()
            self.costs.append(now - begun)
            usual = median_low(self.costs[-3:]) if len(self.costs) > 1 else 0
            self.next = now + max(self.every, usual / self.share)

    def elapsed(self):
        """Seconds from the start to the end, or until now."""
        return (self.clock() if self.ended is None else self.ended) - self.started

    def end(self):
        """The clock stops."""
        self.ended = self.clock()
