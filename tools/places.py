"""Where things lie in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"


def find_lesson(name):
    """The path of a notebook, by its path, or of a lesson by its number or the beginning of its name.

    Raises ValueError, in a sentence, where there is none.
    """
    path, name = Path(name), str(name)
    found = sorted(NOTEBOOKS.glob("*.ipynb"))
    begins = [lesson for lesson in found if name and lesson.name.startswith(name.zfill(2))]
    if path.is_file() and path.suffix == ".ipynb":
        return path
    if len(begins) != 1:
        numbers = ", ".join(lesson.name[:2] for lesson in found)
        raise ValueError(f"there is no lesson {name!r}: name a notebook, or a lesson by its number ({numbers})")
    return begins[0]


def find_lessons(names):
    """The paths of some notebooks, by what `find_lesson` takes; of all lessons where none is named."""
    return [find_lesson(name) for name in names] if names else sorted(NOTEBOOKS.glob("*.ipynb"))
