"""Files that hold a model or a training run: NumPy arrays and a JSON description in one zip, without pickle.

Writing is atomic: whoever opens the file, at any moment, finds the old content or the new, never half of it. Reading
trusts nothing: names, shapes and sizes are checked before an array is read, and nothing in the file is executed.
"""

import json
import os
import zipfile
from math import prod
from pathlib import Path

import numpy as np

from cnnlab._files import replace_file

ABOUT = "about.json"
ABOUT_LIMIT = 1_000_000  # bytes
SERIES_LIMIT = 50_000_000  # numbers in a history: far more steps than anybody trains


def save(path, model):
    """Write the parameters of `model` to `path`, replacing what was there only once all is written.

    The file is a zip of .npy arrays (numpy.load reads it) and a JSON description of the layers.
    """
    write(path, {"kind": "model", "model": repr(model)}, model.state_dict())


def load(path, model):
    """Set the parameters of `model` from a file that `save` wrote, and return `model`.

    Raises ValueError, and changes nothing, when the file is damaged, is not a model, or belongs to another
    architecture; the error says which layer of which shape does not fit.
    """
    shapes = {name: parameter.data.shape for name, parameter in model.named_parameters()}
    _, arrays = read(path, "model", shapes)
    model.load_state_dict(arrays)
    return model


def save_run(path, run):
    """Write all that a `cnnlab.training.Run` needs to go on: weights, optimizer, schedule, seed and history."""
    about = {"kind": "training run", "model": repr(run.model), "seed": run.seed, **_settings(run)}
    series = {f"history.{name}": np.array(numbers, np.float64) for name, numbers in run.history.series().items()}
    write(path, about, _state(run) | series)


def resume_run(path, run):
    """Put `run` where the one that `save_run` wrote was. ValueError, and nothing changed, if it was another kind."""

    def check(about):
        different = {k: (about.get(k), value) for k, value in _settings(run).items() if about.get(k) != value}
        if different:
            listed = ", ".join(f"{name} was {old}, is {new}" for name, (old, new) in different.items())
            raise ValueError(f"it is another training run ({listed}): choose another file, or delete it")

    shapes = {name: np.shape(array) for name, array in _state(run).items()}
    series = {f"history.{name}": None for name in run.history.series()}
    about, arrays = read(path, "training run", shapes | series, check)
    _check_consistent(path, about, arrays, run.steps_per_epoch)
    for part, owner in reversed(_owners(run).items()):  # the schedule first: it may refuse
        start = f"{part}."
        owner.load_state_dict({k.removeprefix(start): v for k, v in arrays.items() if k.startswith(start)})
    run.seed = about["seed"]
    for name in run.history.series():
        setattr(run.history, name, arrays[f"history.{name}"].tolist())


def _owners(run):
    """What has a state of its own."""
    owners = {"model": run.model, "optimizer": run.optimizer, "schedule": run.schedule}
    return {part: owner for part, owner in owners.items() if owner is not None}


def _state(run):
    return {f"{part}.{k}": v for part, owner in _owners(run).items() for k, v in owner.state_dict().items()}


def _settings(run):
    """What must be the same for the rest of the run to be what it would have been."""
    sizes = {name: getattr(run, name) for name in ("batch_size", "micro_batch", "examples")}
    return {"optimizer": repr(run.optimizer), **sizes}


def _check_consistent(path, about, arrays, steps_per_epoch):
    """Refuse a run whose parts contradict one another: such a file was not written by `save_run`."""
    seed, steps = about.get("seed"), len(arrays["history.loss"])
    lengths = {"correct": steps, "lr": steps}
    lengths |= dict.fromkeys(("train_loss", "train_accuracy", "seconds"), steps // steps_per_epoch)
    numbers = [array for name, array in arrays.items() if array.ndim == 0 or name.startswith("history.")]
    weights = [array for name, array in arrays.items() if name.startswith("model.")]
    fits = [
        type(seed) is int and seed >= 0,
        all(len(arrays[f"history.{name}"]) == length for name, length in lengths.items()),
        all(np.isfinite(array).all() for array in numbers),
        all(array.dtype.kind == "f" for array in weights),
    ]
    if not all(fits):
        raise ValueError(f"{path} contradicts itself: delete it to begin anew")


def write(path, about, arrays):
    """Write `arrays` (name -> array) and `about` (JSON) to `path` in one atomic step."""
    with replace_file(path) as temporary, open(temporary, "wb") as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(ABOUT, json.dumps({"format": "cnnlab", "version": 1, **about}, indent=1))
            for name, array in arrays.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, np.asarray(array), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())  # the numbers reach the disk before the name does


def read(path, kind, shapes, check=lambda about: None):
    """(about, arrays) from a file of `kind`. shapes: name -> expected shape, or None for a series of any length.

    Raises ValueError for anything but a whole file of exactly these arrays, FileNotFoundError where there is none.
    """
    path = Path(path)
    if path.is_dir():
        raise ValueError(f"{path} cannot be loaded: it is a folder")
    with open(path, "rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                _check_members(archive.infolist())
                about = _read_about(archive, kind)
                check(about)
                _check_names({info.filename for info in archive.infolist()}, shapes)
                return about, {name: _read_array(archive, name, shape) for name, shape in shapes.items()}
        except Exception as error:  # a hostile file can make zipfile, json and NumPy fail in many ways: all mean this
            raise ValueError(f"{path} cannot be loaded: {error or type(error).__name__}") from error


def _read_about(archive, kind):
    if archive.getinfo(ABOUT).file_size > ABOUT_LIMIT:
        raise ValueError("its description is too long")
    about = json.loads(archive.read(ABOUT))
    if not isinstance(about, dict) or about.get("format") != "cnnlab" or about.get("version") != 1:
        raise ValueError("it was not written by this version of cnnlab")
    if about.get("kind") != kind:
        raise ValueError(f"it holds a {about.get('kind')}, not a {kind}")
    return about


def _check_members(members):
    """Refuse what `write` never makes: compressed members, which might unpack to any size, and names twice."""
    if any(info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size for info in members):
        raise ValueError("it is compressed, which files of cnnlab never are")
    if len({info.filename for info in members}) < len(members):
        raise ValueError("it holds two members of one name")


def _check_names(found, shapes):
    expected = {ABOUT, *(f"{name}.npy" for name in shapes)}
    if found != expected:
        missing, unknown = (
            ", ".join(sorted(name.removesuffix(".npy") for name in names)[:8]) or "nothing"
            for names in (expected - found, found - expected)
        )
        raise ValueError(
            f"it lacks {missing} and has {unknown} instead; build the same architecture as when it was saved"
        )


def _read_array(archive, name, shape):
    info = archive.getinfo(f"{name}.npy")
    with archive.open(info) as member:
        version = np.lib.format.read_magic(member)
        reader = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}[version]
        found, _, dtype = reader(member)
        start = member.tell()
    fits = len(found) == 1 and found[0] <= SERIES_LIMIT if shape is None else found == shape
    if not fits or dtype.kind not in "fiu":
        raise ValueError(f"{name} has shape {found} of {dtype}, expected {shape or 'a series'} of numbers")
    if info.file_size != start + prod(found) * dtype.itemsize:
        raise ValueError(f"{name} is not as long as its shape {found} says")
    with archive.open(info) as member:
        return np.lib.format.read_array(member, allow_pickle=False)
