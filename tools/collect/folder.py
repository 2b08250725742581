"""The files of a folder that others write to: links are not followed, what is no file or too large is not read."""

import os
import stat
from itertools import islice
from pathlib import Path, PurePosixPath

from cnnlab.record import COPY, HANDED_IN
from tools.collect.judge import in_order

LARGEST = 2_000_000  # bytes: a student's 16 lessons take some 20,000
MOST_FILES = 5_000
FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))  # a pipe would keep us waiting


def hand_ins(folder):
    """(name, content) of each .json file in the folder and those in it, by name; one that is not read has its word.

    Of a student's copy of the lessons, a folder in this one, that is only what was handed in. Files are read one at a
    time, as they are asked for. Raises NotADirectoryError where there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is no folder: name the one in which the hand-ins lie")
    found = [path.relative_to(folder).as_posix() for path in _paths(folder)]
    copies = {name.removesuffix(f"/{COPY}") for name in found if name.endswith(f"/{COPY}")}
    names = sorted((name for name in found if _is_for_us(PurePosixPath(name), copies)), key=in_order)
    yield from ((name, read(folder / name)) for name in islice(names, MOST_FILES))
    if len(names) > MOST_FILES:
        yield names[MOST_FILES], "many"


def _paths(folder):
    for where, folders, files in os.walk(folder):  # which follows no links, and passes over what it may not enter
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if os.path.islink(os.path.join(where, name))]
        wanted = [name for name in files if name.lower().endswith(".json") and not name.startswith(".")]
        yield from (Path(where, name) for name in (*linked, *wanted))


def _is_for_us(path, copies):
    """Whether a file lies in none of these students' copies, or was handed in there."""
    if any(str(parent) in copies for parent in path.parents):
        return str(path.parent) in copies and path.name.startswith(HANDED_IN)
    return True


def read(path):
    """The bytes of a file, or the word for why they are not read."""
    try:
        if os.path.islink(path):
            return "link"
        with open(os.open(path, os.O_RDONLY | FLAGS), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return "unreadable"
            content = file.read(LARGEST + 1)
    except OSError:
        return "unreadable"
    return content if len(content) <= LARGEST else "huge"
