"""PyTorch beside cnnlab, where it is installed: the same network, and the same gradients from several processes.

Nothing here imports PyTorch before it is asked to, so this module costs nothing where PyTorch is absent.
"""

import json
import multiprocessing
import os
import socket
import tempfile
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from cnnlab._browser import IN_BROWSER
from cnnlab.parallel import gradients

HOW = "needs PyTorch: run  %pip install torch  in a cell, then restart the kernel"
NOT_HERE = "needs PyTorch, which there is not in a browser: to run this cell, install cnnlab on a machine of yours"
PATIENCE = 60  # seconds: starting a process and importing PyTorch takes a few of them
CHANNELS = "in_channels", "out_channels"
LAYERS = {  # names in cnnlab.nn and torch.nn -> the settings that both have
    **dict.fromkeys(("Conv1d", "Conv2d"), (*CHANNELS, "kernel_size", "stride", "padding", "dilation")),
    "MaxPool1d": ("kernel_size", "stride"),
    "MaxPool2d": ("kernel_size", "stride", "padding", "dilation", "ceil_mode"),
    "AvgPool2d": ("kernel_size", "stride", "padding", "count_include_pad", "ceil_mode"),
    "Linear": ("in_features", "out_features"),
    "Dropout": ("p",),
    **dict.fromkeys(("Flatten", "ReLU"), ()),
}


def ready():
    """True where PyTorch can be imported; elsewhere print one line that says how to get it, and return False."""
    try:
        import torch  # noqa: F401
    except (ImportError, OSError):  # OSError: on Windows, where a library that it needs is missing
        print(NOT_HERE if IN_BROWSER else HOW)
        return False
    return True


def stored(path):
    """What PyTorch's cells of a lesson gave where they were run, from a JSON file: a dict of names -> numbers.

    The cells put what they compute in the place of these, so that a lesson has all of its figures without PyTorch.
    Raises FileNotFoundError where there is no such file.
    """
    return json.loads(Path(path).read_text(encoding="utf-8"))


def gradients_apart(model, x, y):
    """How far PyTorch's gradients of one batch's mean loss are from ours: {parameter's name: relative difference}.

    The difference is the largest one, as a part of the largest number of the array. x (N, ...), y (N,).
    """
    import torch

    theirs = to_torch(model)
    torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y)).backward()
    expected = {name: weights.grad.numpy() for name, weights in theirs.named_parameters()}
    found = gradients(model, x, y)
    return {name: float(np.abs(found[name] - own).max() / np.abs(own).max()) for name, own in expected.items()}


def to_torch(model):
    """A cnnlab Sequential as torch.nn.Sequential, of the same dtype and with a copy of the same weights.

    Raises TypeError for a layer that PyTorch has not, ValueError for padding that PyTorch's layers cannot have.
    """
    import torch

    theirs = torch.nn.Sequential(*(_to_torch_layer(torch.nn, layer) for layer in model))
    state = {name: torch.tensor(array) for name, array in model.state_dict().items()}
    if state:
        theirs.to(next(iter(state.values())).dtype)
    theirs.load_state_dict(state)
    return theirs


def _to_torch_layer(torch_nn, layer):
    """One layer: its name and the names of its settings are the same on both sides."""
    name = type(layer).__name__
    if name not in LAYERS:
        raise TypeError(f"{layer!r} has no layer of the same name in torch.nn")
    settings = {key: getattr(layer, key) for key in LAYERS[name]}
    if isinstance(settings.get("padding"), tuple) and any(isinstance(side, tuple) for side in settings["padding"]):
        raise ValueError(f"{layer!r}: PyTorch's layers pad both sides alike, so padding must be an int or two ints")
    if "weight" in vars(layer):
        settings["bias"] = layer.bias is not None
    return getattr(torch_nn, name)(**settings)


def recorded(loss):
    """The names of what autograd recorded on the way from the network's input to `loss`, in backward's order.

    Where a step was made from several numbers, it follows the one that leads on, past weights and their transposes.
    """
    names, node = [], loss.grad_fn
    while node is not None:
        names.append(type(node).__name__)
        before = [other for other, _ in node.next_functions if other is not None]
        node = next((other for other in before if type(other).__name__ not in ("AccumulateGrad", "TBackward0")), None)
    return names


def in_processes(model, x, y, counts):
    """The gradients of one batch from several processes: a list, for each process its {parameter's name: gradient}.

    x (N, ...), y (N,); counts: how many examples each process gets, N together. Every process runs `worker`.
    Raises ValueError for counts that do not fit the batch, RuntimeError if they have not all answered in a minute.
    """
    if len(counts) < 1 or min(counts) < 1 or sum(counts) != len(y):
        raise ValueError(f"counts must be at least 1 each and {len(y)} together, as the batch has, got {counts}")
    edges = np.cumsum([0, *counts]).tolist()
    parts = [(x[start:end], y[start:end]) for start, end in pairwise(edges)]
    # "spawn": each process is a Python of its own, as on another machine; leaving the block ends them all.
    pool_of = multiprocessing.get_context("spawn").Pool
    with tempfile.TemporaryDirectory() as folder, pool_of(len(counts), _stay_on_this_machine) as pool:
        address = f"file:///{Path(folder, 'meeting').as_posix().lstrip('/')}"
        jobs = [(rank, len(counts), address, model, *part, len(y)) for rank, part in enumerate(parts)]
        try:
            return pool.starmap_async(worker, jobs, chunksize=1).get(PATIENCE)
        except multiprocessing.TimeoutError:
            raise RuntimeError(f"the {len(counts)} processes have not all answered in {PATIENCE} seconds") from None


def worker(rank, world_size, address, model, x, y, batch_size):
    """Compute with one part (x, y) of a batch; return the whole batch's gradients."""
    import torch
    from torch import distributed

    meeting = {"init_method": address, "rank": rank, "world_size": world_size}
    distributed.init_process_group("gloo", timeout=timedelta(seconds=PATIENCE), **meeting)
    replica = to_torch(model)  # the same weights in every process,
    logits = replica(torch.tensor(x))  # and a part of the batch of its own
    torch.nn.functional.cross_entropy(logits, torch.tensor(y)).backward()
    for parameter in replica.parameters():
        parameter.grad *= len(y) / batch_size  # count by the share of the batch
        distributed.all_reduce(parameter.grad)  # the sum over all processes
    distributed.destroy_process_group()
    return {name: weights.grad.numpy() for name, weights in replica.named_parameters()}


def _stay_on_this_machine():
    """What a new process does first: choose the machine's own loopback to talk over, and one thread to compute."""
    import torch

    if os.name == "posix":
        loopback = [name for _, name in socket.if_nameindex() if name.startswith("lo")]
        os.environ.update({"GLOO_SOCKET_IFNAME": loopback[0]} if loopback else {})
    torch.set_num_threads(1)
