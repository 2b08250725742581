"""What a process of a team does: take its parts of each batch, and put their gradients where all see them."""

import contextlib
import math
import os
import pickle
import sys

from cnnlab.parallel import machine
from cnnlab.parallel.memory import Memory, views
from cnnlab.parallel.parts import Replicas

READY, REFUSED = 1, 2


def serve():
    """Answer until nobody asks any more: the process that asked has closed the pipes, or is gone."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a layer prints is no answer
    machine.PAYS = math.inf  # a model's module may train when it is imported: no team of its own for that
    rank, name, layout = pickle.load(questions)
    try:
        memory = Memory.attach(name, layout)
    except FileNotFoundError:  # the process that asked is gone already, and its memory with it
        return
    try:
        model = pickle.loads(memory.arrays["model"].tobytes())
    except Exception:  # such as a class of a notebook, which is not to be had here
        memory.arrays["said"][rank] = REFUSED
        return
    like = [parameter.data for parameter in model.parameters()]
    for parameter, data in zip(model.parameters(), views(memory.arrays["parameters"], like), strict=True):
        parameter.data = data
    places = [views(row, like) for row in memory.arrays["gradients"]]
    machine.keep_freed_memory()
    nobody_asks = EOFError, OSError, pickle.UnpicklingError  # the last where a message breaks off
    with machine.one_blas_thread(), contextlib.suppress(*nobody_asks):
        memory.arrays["said"][rank] = READY
        _answer(questions, answers, Replicas(model), memory.arrays, places)


def _answer(questions, answers, replicas, arrays, places):
    while True:
        count, parts = pickle.load(questions)
        replicas.prepare(count)
        try:
            results = [_part(replicas, part, arrays, places[part.index]) for part in parts]
        except Exception:  # the process that asked meets it as well, and tells it
            results = None
        answers.write(pickle.dumps(results))


def _part(replicas, part, arrays, places):
    loss, correct, grads = replicas.compute(part, arrays["x"], arrays["y"])
    for place, grad in zip(places, grads, strict=True):
        place[...] = grad
    return loss, correct
