"""A learner's own copies of the lessons: without the results, which come as each cell is run."""

import functools
import json
import re
import shutil
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from cnnlab._files import replace_file, write_text
from cnnlab.record import HANDED_IN, Note, is_copy

__all__ = [
    "TERM",
    "copy_lessons",
    "hand_out",
    "is_claim",
    "name_of",
    "news_of",
    "older_lessons",
    "source",
    "start_afresh",
    "term_of",
    "without_results",
]

CLAIM = "claim"
FOR_TEACHERS = "TEACHING.md"
QUESTIONS = "questions"  # the folder of the questions at the ends of the lessons, 03.json and the like
TERM = "term.txt"  # the lessons of a term, in the folder that holds the students' folders
OF_A_LEARNER = ("cnnlab_answers", "cnnlab_copy", HANDED_IN)  # where somebody worked in the lessons themselves


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


def copy_lessons(folder, only=None):
    """Write to `folder` each lesson that is not there yet, and what the lessons use; returns the new lessons' names.

    What is there already stays as it is: a learner has worked in it. A note, cnnlab_copy.json, says what was given.
    only: which lessons, each by its number, 3 or "03", or its file's name, in the order in which they are noted.
    Raises NotADirectoryError where `folder` is a file, ValueError where there is no such lesson or the note is damaged,
    OSError where nothing can be written.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file: name a folder for the lessons, or one that is yet to be made")
    names = _names() if only is None else [*dict.fromkeys(map(name_of, only))]
    folder.mkdir(parents=True, exist_ok=True)
    note, new = Note(folder), [name for name in names if not (folder / name).exists()]
    for path in sorted(source().rglob("*")):
        copy = folder / path.relative_to(source())
        if copy.exists() or path.suffix == ".ipynb" or not _belongs(path, names):
            continue
        if path.is_dir():
            copy.mkdir()
        else:
            with replace_file(copy) as whole:
                shutil.copyfile(path, whole)
    for name in new:
        text = _as_given(source() / name)
        write_text(folder / name, text)
        note.add(name, text)
        note.write()
    if not is_copy(folder):
        note.write()
    return new


def hand_out(wanted, folders, term=None):
    """Give each of some students' folders lessons that it has not got: a list of (folder, a sentence on what was done).

    wanted: lessons as `only` of `copy_lessons` names them; or "next", the first of the lessons of the term that this
    folder was not given. term: these, in the teacher's order. What students have stays as it is, and a folder in which
    something is wrong is a sentence that says what. Raises ValueError where there is no such lesson, or no term.
    """
    if wanted == "next" and not term:
        raise ValueError(f"which lesson is next is not known: write the term's lessons, such as 03 05 04, to {TERM}")
    names = [*map(name_of, term if wanted == "next" else wanted)]
    return [(Path(folder), _handed_to(Path(folder), names, wanted == "next")) for folder in folders]


def _handed_to(folder, names, one):
    """Give a folder these lessons, or the first of them that it was not given; what to say of it."""
    try:
        note = Note(folder)
        wanted = [name for name in names if name not in note and not (folder / name).exists()][:1] if one else names
        new = copy_lessons(folder, only=wanted)
        older = older_lessons(folder)
    except (OSError, ValueError) as error:
        return f"stopped: {error}"
    had = [name for name in wanted if name not in new]
    done = [f"given {_listed(new)}"] * bool(new) + [f"has {_listed(had)} already, which stays"] * bool(had)
    changed = [f"{name[:2]} was given from {version} and has changed since" for name, version in older if name in had]
    return "; ".join([*(done or ["has all lessons of the term"]), *changed])


def older_lessons(folder):
    """The lessons in `folder` that have changed since they were given: (file name, the version they were given from).

    A lesson that was deleted there is none of them. Raises ValueError where the note of what was given is damaged.
    """
    note = Note(folder)
    found = [
        (name, note.older(name, _as_given(source() / name))) for name in _names() if (Path(folder) / name).exists()
    ]
    return [(name, version) for name, version in found if version is not None]


def news_of(folder):
    """A sentence on each lesson in `folder` that has changed since it was given; raises what `older_lessons` does."""
    older = [(name[:2], version) for name, version in older_lessons(folder)]
    remedy = "--afresh={} begins it anew, and keeps the old one"
    return [
        f"{number} was given from {version} and has changed since: {remedy.format(number)}" for number, version in older
    ]


def term_of(path):
    """The lessons of a term from a text file, in the teacher's order: numbers, between which is what one likes.

    What follows a # is not read. Raises OSError where the file cannot be read, ValueError where a word in it is no
    lesson.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is no text in UTF-8: {error}") from None
    words = [word for line in lines for word in re.split(r"[\s,;]+", line.partition("#")[0]) if word]
    try:
        return [*map(name_of, words)]
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def start_afresh(folder, lesson, *, now=None):
    """Put a new copy of a lesson in the place of the one in `folder`: (its path, where the old one is kept or None).

    lesson: its number, 3 or "03", or its file's name. now: a datetime for the old file's name, by default this minute.
    Raises ValueError where there is no such lesson, or the note of what was given is damaged.
    """
    name = name_of(lesson)
    Note(folder)  # before anything moves
    own = Path(folder) / name
    kept = None
    if own.exists():
        kept = _free(own, now or datetime.now())
        own.rename(kept)
    copy_lessons(folder, only=[name])
    return own, kept


def _names():
    return sorted(path.name for path in source().glob("*.ipynb"))


def name_of(lesson):
    """The file name of a lesson, which is named by its number, 3 or "03", or by its file, with or without ".ipynb".

    Raises ValueError where there is no such lesson.

    >>> name_of(3)
    '03_convolution_5x5.ipynb'
    """
    names = _names()
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


def _listed(names):
    return ", ".join(name[:2] for name in names)


@functools.cache  # for a whole class
def _as_given(path):
    """The text of a lesson as a student gets it."""
    notebook = without_results(json.loads(path.read_text(encoding="utf-8")))
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _belongs(path, names):
    """Whether a file comes with these lessons: nothing of the teacher's, and no questions to other lessons."""
    if path.name == FOR_TEACHERS or _is_hidden(path):
        return False
    return path.parent.name != QUESTIONS or path.is_dir() or any(name[:2] == path.stem for name in names)


def _is_hidden(path):
    """What an editor or a run left behind, and what is a learner's own."""
    parts = path.relative_to(source()).parts
    return any(part.startswith(".") or part.startswith(OF_A_LEARNER) for part in parts)
