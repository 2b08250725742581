"""`python dev.py questions --format gift [lessons]`: write the lessons' questions for another tool, to `questions/`.

gift is one file for Moodle's question bank (import it as "GIFT format"), jupyterquiz a file for each lesson, which
`display_quiz("questions_03.json")` shows in a notebook, csv a file for spreadsheets, html one to print. Lessons are
named by number (03) or file, the claims by "claims"; without a name it is all of them.

`--without-keys` makes an exam: no sign of which answer is right, no feedback, and the options shuffled by a seed. It is
printed, and `--seed` takes it to make the same exam again. The key is a file of its own, for the teacher. Moodle cannot
mark without a key inside: there an exam in GIFT asks for the letter, for you to mark. To let Moodle mark, import the
questions with keys, and switch feedback off in the quiz's review options; its students never see the file. There is no
exam for jupyterquiz.
"""

import argparse
import sys
from pathlib import Path
from random import SystemRandom

from cnnlab._files import write_text
from tools.places import ROOT
from tools.questions.formats import as_csv, as_html, gift, jupyterquiz, key_of
from tools.questions.material import by_part, questions_of, shuffled

FORMATS = {
    "gift": (gift, ".gift.txt"),
    "jupyterquiz": (jupyterquiz, ".json"),
    "csv": (as_csv, ".csv"),
    "html": (as_html, ".html"),
}


def options(arguments):
    """What the command line asks for."""
    how = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python dev.py questions", description=__doc__, formatter_class=how)
    parser.add_argument("lessons", nargs="*", help='numbers, files or "claims"; all where none is named')
    parser.add_argument("--format", help=", ".join(FORMATS))
    parser.add_argument("--without-keys", action="store_true", help="an exam, and its key in a file of its own")
    parser.add_argument("--seed", type=int, metavar="N", help="the exam that this seed made, again")
    parser.add_argument("--out", type=Path, default=ROOT / "questions", metavar="DIR", help="instead of questions/")
    return parser.parse_intermixed_args(arguments)


def texts(asked):
    """{file name: its text} of all that is to be written. Raises ValueError for what cannot be made."""
    if asked.format not in FORMATS:
        what = "name a format with --format" if asked.format is None else f"there is no format {asked.format!r}"
        raise ValueError(f"{what}: {', '.join(FORMATS)}")
    if asked.seed is not None and not asked.without_keys:
        raise ValueError("--seed shuffles the options of an exam: add --without-keys, or leave it out")
    write, ending = FORMATS[asked.format]
    questions = questions_of(asked.lessons)
    if asked.without_keys:
        return exam(write, ending, questions, asked.seed)
    if write is jupyterquiz:  # a quiz stands in one lesson
        return {f"questions_{group[0].part}{ending}": write(group) for group in by_part(questions)}
    return {f"questions{ending}": write(questions)}


def exam(write, ending, questions, seed):
    """The exam and its key; both carry the seed in their names, for a class may have several."""
    seed = SystemRandom().randint(1000, 9999) if seed is None else seed
    questions = shuffled(questions, seed)
    print(f"The seed is {seed}: --seed {seed} makes the same exam again.")
    key = f"exam_{seed}_key_for_the_teacher.csv"
    return {f"exam_{seed}{ending}": write(questions, seed), key: key_of(questions, seed)}


def write_all(written, folder):
    """Write each text whole, and say where. Raises ValueError where `folder` cannot be one, or OSError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ValueError(f"{folder} is a file, or lies in one: name a folder with --out") from None
    for name, text in written.items():
        write_text(folder / name, text)
        print(folder / name)


def main(arguments):
    """Write the files; returns the exit code."""
    asked = options(arguments)
    try:
        write_all(texts(asked), asked.out)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{asked.out} cannot be written to: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
