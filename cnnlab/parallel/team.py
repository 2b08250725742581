"""A team of processes that compute a batch's gradients in parts, over memory that all of them see."""

import os
import pickle
import subprocess
import sys

import numpy as np

from cnnlab.parallel.member import READY, REFUSED
from cnnlab.parallel.memory import Memory, room, views


class Team:
    """Processes for the parts of a batch, started at once and kept until `close`; this process is one of the team.

    Each is a Python of its own, which gets a pickle of the model, and numbers by shared memory. It is woken through its
    standard input, and ends when that does: nothing is left behind by a parent that is killed. Raises what pickle or
    the system raise where there can be no team.
    """

    def __init__(self, replicas, count, x, y, part_count):
        self.replicas, self.rows, self.at_work = replicas, (x.shape[1:], x.dtype, y.dtype), False
        self.like = [parameter.data for parameter in replicas.parameters]
        model, size = pickle.dumps(replicas.model), room(self.like)
        self.memory = Memory.create(
            said=((count,), np.uint8), model=((len(model),), np.uint8), x=(x.shape, x.dtype), y=(y.shape, y.dtype),
            parameters=((size,), np.uint8), gradients=((part_count, size), np.uint8),
        )  # fmt: skip
        arrays = self.memory.arrays
        arrays["model"][:] = np.frombuffer(model, np.uint8)
        self.parameters = views(arrays["parameters"], self.like)
        self.gradients = [views(row, self.like) for row in arrays["gradients"]]
        self.members = []
        try:
            self.members.extend(_start() for _ in range(1, count))
            for rank, member in enumerate(self.members, 1):
                _tell(member, (rank, self.memory.block.name, self.memory.layout))
        except OSError:
            self.close()
            raise

    @property
    def ready(self):
        """Whether all have their model."""
        if not self.at_work and (self.memory.arrays["said"][1:] == READY).all():
            self.at_work = True
            self.memory.forget_name()
        return self.at_work

    @property
    def refused(self):
        """Whether one of them cannot have the model."""
        return not self.at_work and (self.memory.arrays["said"] == REFUSED).any()

    def compute(self, parts, x, y):
        """[(loss, right answers, gradients), ...] of the parts of a batch.

        None where they cannot, for whatever reason: who then computes it alone meets that, and tells it.
        """
        own = [parameter.data for parameter in self.replicas.parameters]
        if not self._fits(own, x, y, len(parts)):
            return None
        arrays = self.memory.arrays
        arrays["x"][: len(x)], arrays["y"][: len(y)] = x, y
        for place, data in zip(self.parameters, own, strict=True):
            place[...] = data
        count, results = len(self.members) + 1, [None] * len(parts)
        try:
            for rank, member in enumerate(self.members, 1):
                _tell(member, (len(parts), parts[rank::count]))
            self.replicas.prepare(len(parts))
            results[::count] = [self.replicas.compute(part, x, y) for part in parts[::count]]
            for rank, member in enumerate(self.members, 1):
                results[rank::count] = pickle.load(member.stdout)
        except Exception:  # not lost: the threads meet it again, and tell it
            return None
        return [(*found[:2], found[2] if found[2:] else self.gradients[k]) for k, found in enumerate(results)]

    def _fits(self, own, x, y, part_count):
        like = [(data.shape, data.dtype) for data in own] == [(data.shape, data.dtype) for data in self.like]
        rows = (x.shape[1:], x.dtype, y.dtype) == self.rows
        return like and rows and len(x) <= len(self.memory.arrays["x"]) and part_count <= len(self.gradients)

    def close(self):
        """End the processes, which hold nothing that is needed, and let go of the memory."""
        for member in self.members:
            member.kill()
            member.communicate()
        if not self.at_work:
            self.memory.forget_name()
        self.parameters = self.gradients = None
        self.memory.close()


def _start():
    """A process that does not hear Ctrl-C, and finds the modules that this one finds; it does not run its script."""
    code = f"import sys; sys.path[:] = {sys.path!r}; from cnnlab.parallel.member import serve; serve()"
    alone = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {"start_new_session": True}
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **alone)


def _tell(member, message):
    pickle.dump(message, member.stdin)
    member.stdin.flush()
