"""A path through several lessons: which cells it takes of them, how many minutes each stop has, and its deck."""

import copy
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tools.live import STATE, run
from tools.places import NOTEBOOKS, find_lesson
from tools.slides.deck import HERE, write
from tools.slides.teaching import note, table

PATHS = HERE / "paths"
HEADING = re.compile(r"(?m)^##+ (.*)")  # a single # is the lesson's title, or a comment in code


@dataclass(frozen=True)
class Take:
    """Cells of one section of a lesson, by their ids."""

    lesson: Path
    heading: str
    ids: tuple


@dataclass(frozen=True)
class Stop:
    """Some minutes of a path; `start` is the minute in which it begins."""

    start: int
    minutes: int
    takes: tuple

    @property
    def name(self):
        return self.takes[0].heading

    @property
    def span(self):
        return f"{self.start} to {self.start + self.minutes}"


def read(name, folder=PATHS):
    """The title and the stops of the path in `folder/name.toml`.

    Raises ValueError, in a sentence, where there is no such path, and where what it names is not in the lessons.
    """
    file = folder / f"{name}.toml"
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in folder.glob("*.toml")))
        raise ValueError(f"there is no path {name!r}: choose one of {known}, or write {file}")
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        stops, start = [], 0
        for stop in found["stops"]:
            takes = tuple(_take(**take) for take in stop["take"])
            if not takes:
                raise ValueError("a stop takes nothing: name a lesson and a heading")
            stops.append(Stop(start, _minutes(stop["minutes"]), takes))
            start += stop["minutes"]
        return found["title"], stops
    except KeyError as error:
        raise ValueError(f"{file.name}: {error} is missing") from None
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ValueError(f"{file.name}: {error}") from None


def _minutes(minutes):
    if type(minutes) is not int or minutes < 1:
        raise ValueError(f"the minutes of a stop are a whole number from 1, got {minutes!r}")
    return minutes


def _take(lesson, heading, cells=None):
    path = find_lesson(lesson)
    pieces = sections(nbformat.read(path, as_version=4))
    if heading not in pieces:
        raise ValueError(f"lesson {lesson} has no heading {heading!r}, but {', '.join(map(repr, pieces))}")
    ids = [piece.id for piece in pieces[heading]]
    if missing := [name for name in cells or [] if name not in ids]:
        raise ValueError(f"lesson {lesson} has no cell {missing[0]!r} under {heading!r}, but {', '.join(ids)}")
    return Take(path, heading, tuple(cells or ids))


def sections(notebook):
    """A lesson's cells by the heading under which they stand; prose with a heading in its middle is divided there."""
    found = {}
    for cell in notebook.cells:
        starts = [match.start() for match in HEADING.finditer(cell.source)] if cell.cell_type == "markdown" else []
        begins = starts if starts[:1] == [0] else [0, *starts]
        for begin, end in zip(begins, [*begins[1:], None], strict=True):
            piece = copy.deepcopy(cell)
            piece.source = cell.source[begin:end].strip()
            if begin in starts:
                piece.metadata["slideshow"] = {"slide_type": "slide"}
                here = found.setdefault(HEADING.match(piece.source)[1], [])
            elif not found:
                continue
            if piece.source:
                here.append(piece)
    return found


def build_path(name, folder, say=print):
    """Run the lessons of a path, each once and as far as it is needed, and write its deck; returns the deck's path."""
    title, stops = read(name)
    ran = {}
    for path in sorted({take.lesson for stop in stops for take in stop.takes}):
        say(path.name)
        ran[path] = run(path, last=_last(path, stops))
    return write(gathered(title, stops, ran), NOTEBOOKS / f"{name}.ipynb", Path(folder) / f"{name}.slides.html")


def _last(path, stops):
    """The id of the last cell that is taken of a lesson."""
    wanted = {name for stop in stops for take in stop.takes if take.lesson == path for name in take.ids}
    return [cell.id for cell in nbformat.read(path, as_version=4).cells if cell.id in wanted][-1]


def gathered(title, stops, ran):
    """One notebook of the cells that a path takes of lessons that have run, with its plan before them."""
    rows = zip(stops, table("minutes"), strict=True)
    plan = "\n".join(f"| {stop.span} | {stop.name} | {stop.takes[0].lesson.stem[:2]} |" for stop in stops)
    head = nbformat.v4.new_markdown_cell(f"# {title}\n\n| minutes | | lesson |\n|---|---|---|\n{plan}")
    head.metadata["slideshow"] = {"slide_type": "slide"}
    states, cells = {}, [head]
    whole = sum(stop.minutes for stop in stops)
    for stop, row in rows:
        taken = [piece for take in stop.takes for piece in _taken(take, ran[take.lesson])]
        taken[0].metadata |= {"plan": f"minute {stop.start} of {whole}", "seconds": 60 * stop.minutes}
        said = (f"**{heading.capitalize()}.** {row[heading]}" for heading in ("ask", "expect", "show"))
        cells += [taken[0], note("\n\n".join([f"Minutes {stop.span}.", *said])), *taken[1:]]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"  # two lessons may have the same
    for notebook in ran.values():
        states |= notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    return nbformat.v4.new_notebook(cells=cells, metadata={"widgets": {STATE: {"state": states}}})


def _taken(take, notebook):
    """The pieces that are taken of a section; a stop or a section whose prose stays behind keeps its heading."""
    whole = sections(notebook)[take.heading]
    taken = [piece for piece in whole if piece.id in take.ids]
    if taken[0] is whole[0]:
        return taken
    head = nbformat.v4.new_markdown_cell(f"## {take.heading}", metadata={"slideshow": {"slide_type": "slide"}})
    return [head, *taken]
