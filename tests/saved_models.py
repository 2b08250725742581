"""Files of models, whole or with something in them that does not belong there."""

import io
import warnings
import zipfile

import numpy as np

from cnnlab import nn


def build(seed=0, channels=2, classes=5):
    rng = np.random.default_rng(seed)
    return nn.Sequential(
        nn.Conv2d(1, channels, 3, rng=rng), nn.ReLU(), nn.Flatten(), nn.Linear(channels * 36, classes, rng=rng)
    )


def bits(model):
    return {name: (array.dtype.str, array.shape, array.tobytes()) for name, array in model.state_dict().items()}


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def pack(path, items, compression=zipfile.ZIP_STORED):
    """A zip of (name, content) pairs, duplicates and all."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", compression, compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # of duplicates
        for name, content in items:
            archive.writestr(name, content)


def repack(path, **changes):
    """The same file with other contents for `about` and for arrays, whose dots are written as underscores."""
    names = {"about": "about.json"} | {f"{i}_{name}": f"{i}.{name}.npy" for i in (0, 3) for name in ("weight", "bias")}
    pack(path, (members(path) | {names[key]: content for key, content in changes.items()}).items())


def npy(array, **options):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.asarray(array), **options)
    return stream.getvalue()


def header(shape, descr="<f4", order=False, version=(1, 0)):
    """The beginning of a .npy file that claims to hold an array of that shape."""
    stream = io.BytesIO()
    write = {(1, 0): np.lib.format.write_array_header_1_0, (2, 0): np.lib.format.write_array_header_2_0}[version]
    write(stream, {"descr": descr, "fortran_order": order, "shape": shape})
    return stream.getvalue()
