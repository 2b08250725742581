"""A learner's own copies of the lessons: without the results, which come as each cell is run."""

import json
import re
import shutil
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from cnnlab._files import write_text

__all__ = ["copy_lessons", "is_claim", "name_of", "source", "start_afresh", "without_results"]

CLAIM = "claim"
FOR_TEACHERS = "TEACHING.md"


def source():
    """The folder with the lessons as they are shipped: inside an installed package, else beside it.

    Raises FileNotFoundError where neither is there.
    """
    package = Path(str(files("cnnlab")))
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise FileNotFoundError(f"the lessons are missing beside {package}: install cnnlab again")


def is_claim(cell):
    """Whether a cell only checks that what the prose says is so, which is the business of whoever maintains it."""
    return CLAIM in cell["metadata"].get("tags", [])


def without_results(notebook):
    """A notebook, its JSON as a dict, with no outputs and without the cells that only check; the other stays as it was.

    >>> hidden = {"cell_type": "code", "metadata": {"tags": ["claim"]}, "source": "assert True"}
    >>> without_results({"cells": [hidden]})
    {'cells': []}
    """
    cells = [cell for cell in notebook["cells"] if not is_claim(cell)]
    return notebook | {"cells": [_unrun(cell) if cell["cell_type"] == "code" else cell for cell in cells]}


def _unrun(cell):
    return cell | {"outputs": [], "execution_count": None}


def copy_lessons(folder):
    """Write to `folder` each lesson that is not there yet, and what the lessons use; returns the new lessons' names.

    What is there already stays as it is: a learner has worked in it.
    Raises NotADirectoryError where `folder` is a file, OSError where nothing can be written.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file: name a folder for the lessons, or one that is yet to be made")
    folder.mkdir(parents=True, exist_ok=True)
    new = []
    for path in sorted(source().rglob("*")):
        copy = folder / path.relative_to(source())
        if copy.exists() or path.name == FOR_TEACHERS or _is_hidden(path):
            continue
        if path.is_dir():
            copy.mkdir()
        elif path.suffix == ".ipynb":
            _write_lesson(path, copy)
            new.append(path.name)
        else:
            shutil.copyfile(path, copy)
    return new


def start_afresh(folder, lesson, *, now=None):
    """Put a new copy of a lesson in the place of the one in `folder`: (its path, where the old one is kept or None).

    lesson: its number, 3 or "03", or its file's name. now: a datetime for the old file's name, by default this minute.
    Raises ValueError where there is no such lesson.
    """
    name = name_of(lesson)
    own = Path(folder) / name
    kept = None
    if own.exists():
        kept = _free(own, now or datetime.now())
        own.rename(kept)
    copy_lessons(folder)
    return own, kept


def name_of(lesson):
    """The file name of a lesson, which is named by its number, 3 or "03", or by its file, with or without ".ipynb".

    Raises ValueError where there is no such lesson.

    >>> name_of(3)
    '03_convolution_5x5.ipynb'
    """
    names = sorted(path.name for path in source().glob("*.ipynb"))
    wanted = str(lesson).removesuffix(".ipynb")
    wanted = wanted.zfill(2) if wanted.isdecimal() else wanted  # 3 and "3" are lesson 03
    found = [name for name in names if re.fullmatch(rf"{re.escape(wanted)}(_.*)?", name.removesuffix(".ipynb"))]
    if len(found) != 1:
        numbers = ", ".join(name[:2] for name in names)
        raise ValueError(f"there is no lesson {lesson!r}: name one by its number ({numbers}) or its file")
    return found[0]


def _free(path, now):
    """A name beside `path` that says when, and is not taken."""
    stem = f"{path.stem} until {now:%Y-%m-%d %H.%M}"
    names = (f"{stem}{more}.ipynb" for more in ("", *(f" ({count})" for count in range(2, 1000))))
    return next(kept for kept in map(path.with_name, names) if not kept.exists())


def _write_lesson(path, copy):
    notebook = without_results(json.loads(path.read_text(encoding="utf-8")))
    write_text(copy, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def _is_hidden(path):
    """What an editor or a run left behind, and a learner's answers."""
    parts = path.relative_to(source()).parts
    return any(part.startswith(".") or part.startswith("cnnlab_answers") for part in parts)
