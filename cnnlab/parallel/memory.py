"""Arrays in one block of memory that several processes see."""

import contextlib
import itertools
import sys
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory

import numpy as np

APART = 64  # bytes from which an array begins: no two processes then write to one line of a cache


class Memory:
    """Arrays by their names, in a block that `layout` divides: {name: (shape, dtype, first byte)}."""

    def __init__(self, block, layout):
        self.block, self.layout = block, layout
        self.arrays = {name: np.ndarray(*kind, block.buf, start) for name, (*kind, start) in layout.items()}

    @classmethod
    def create(cls, **specs):
        """A new block for arrays of these shapes and dtypes: name=(shape, dtype). All their numbers are zero."""
        sizes = [_rounded(int(np.prod(shape)) * np.dtype(dtype).itemsize) for shape, dtype in specs.values()]
        starts = [0, *itertools.accumulate(sizes)]
        layout = {name: (*spec, start) for (name, spec), start in zip(specs.items(), starts, strict=False)}
        return cls(SharedMemory(create=True, size=starts[-1]), layout)

    @classmethod
    def attach(cls, name, layout):
        """The block that another process has created; only that process removes it."""
        if sys.version_info >= (3, 13):
            return cls(SharedMemory(name, track=False), layout)
        resource_tracker.register = lambda *_: None  # or this process would remove the block when it ends
        return cls(SharedMemory(name), layout)

    def forget_name(self):
        """From now on nobody else can attach; the block is gone as soon as those who have are gone, however they go."""
        self.block.unlink()

    def close(self):
        """Let go of the block."""
        self.arrays.clear()
        with contextlib.suppress(BufferError):  # an error's traceback still holds an array: it goes with that
            self.block.close()


def views(row, arrays):
    """Arrays like these, one after another in a row of bytes."""
    starts = itertools.accumulate((_rounded(array.nbytes) for array in arrays), initial=0)
    return [
        row[start : start + array.nbytes].view(array.dtype).reshape(array.shape)
        for start, array in zip(starts, arrays, strict=False)
    ]


def room(arrays):
    """How many bytes the row needs."""
    return sum(_rounded(array.nbytes) for array in arrays)


def _rounded(size):
    return -(-size // APART) * APART
