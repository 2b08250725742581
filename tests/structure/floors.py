"""The floors of the package, from the ground up: a module may import what stands on its own floor or below.

A name stands for a file at the top of `cnnlab/`, or for a folder with all that it holds.
"""

FLOORS = {
    "ground": ("_arguments", "_browser", "_files", "_table", "_windows"),
    "numbers": ("arithmetic", "data", "drawings", "functional", "heart", "mnist", "optim", "photo", "signals"),
    "layers": ("matrices", "nn", "plans", "tiny", "trace"),
    "studies": ("bug_zoo", "checkpoint", "inside", "parallel", "pytorch", "record", "snapshots", "training", "trials"),
    "faces": ("__main__", "check", "lessons", "viz", "widgets"),
}
ORDER = list(FLOORS)


def part(name):
    """What of the top level a module belongs to: "viz" for cnnlab.viz and for cnnlab.viz.walk."""
    return name.split(".")[1]


def floor(name):
    """The floor of a module, as its number from the ground up."""
    for number, parts in enumerate(FLOORS.values()):
        if part(name) in parts:
            return number
    raise LookupError(f"{name} stands on no floor: add it to FLOORS")
