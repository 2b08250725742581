"""What is asked: the questions of each lesson, and the claims as questions with three options."""

import json
from dataclasses import dataclass, replace
from itertools import groupby
from random import Random

import nbformat

from cnnlab.lessons import name_of
from tools.live import title
from tools.places import NOTEBOOKS

CLAIMS = "claims"  # stands among the lessons for those of lessons 00 and 15
VERDICTS = {"true": "True", "false": "False", "depends": "It depends"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Option:
    """An answer to choose, and what is said to whoever chose it."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """What one question asks; `part` is its lesson's number, such as "03", or "claims"."""

    part: str
    heading: str
    number: int  # in its part, from 1
    ask: str
    options: tuple[Option, ...]

    @property
    def name(self):
        """What it is called in lists: "03.1"."""
        return f"{self.part}.{self.number}"

    def lettered(self):
        """(letter, option) for each option, in order."""
        return list(zip(LETTERS, self.options, strict=False))

    def right(self):
        """(letter, option) of the right one."""
        return next(pair for pair in self.lettered() if pair[1].right)


def questions_of(names=()):
    """The questions of the lessons that are named, by number or file, or "claims"; of all where none is named.

    Raises ValueError where there is no such lesson.
    """
    every = [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
    parts = [name if name == CLAIMS else name_of(name) for name in names] or [*every, CLAIMS]
    return [question for part in dict.fromkeys(parts) for question in _part(part)]


def shuffled(questions, seed):
    """The same with their options in another order, the same for the same seed, whichever lessons are asked for.

    True, false and "it depends" keep theirs: it is the same for every claim, so it says nothing.
    """
    return [question if question.part == CLAIMS else _shuffled(question, seed) for question in questions]


def by_part(questions):
    """The questions as a list of lists: one for each lesson, and one for the claims."""
    return [list(group) for _, group in groupby(questions, key=lambda question: question.part)]


def _shuffled(question, seed):
    rng = Random(f"{seed} {question.name}")  # its random() is the same in every version of Python
    return replace(question, options=tuple(sorted(question.options, key=lambda option: rng.random())))


def _part(part):
    if part == CLAIMS:
        return [_claim(number, claim) for number, claim in enumerate(_read("article_claims.json"), 1)]
    path, number = NOTEBOOKS / part, part[:2]
    heading = title(nbformat.read(path, as_version=4), path)
    return [
        Question(number, heading, place, asked["ask"], tuple(Option(**option) for option in asked["options"]))
        for place, asked in enumerate(_read(f"questions/{number}.json"), 1)
    ]


def _claim(number, claim):
    options = tuple(Option(text, verdict == claim["verdict"], claim["why"]) for verdict, text in VERDICTS.items())
    ask = f"True, false, or does it depend? {claim['claim']}"
    return Question(CLAIMS, "True, false, or does it depend?", number, ask, options)


def _read(name):
    return json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
