"""`python -m tools.collect FOLDER`: what a class has handed in, as a page, a table for spreadsheets and a picture.

FOLDER holds the hand-in files, also in folders of their own. They are read, and not changed: the files are written
to collected/, or to where --out says.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from cnnlab._files import replace_file, write_text
from tools.collect.folder import hand_ins
from tools.collect.judge import collected
from tools.collect.key import answer_key
from tools.collect.page import class_page
from tools.collect.picture import write_picture
from tools.collect.table import csv_text
from tools.places import ROOT


def main(arguments):
    parser = argparse.ArgumentParser(prog="python dev.py collect", description=__doc__)
    parser.add_argument("folder", help="with the files that students sent; links in it are not followed")
    parser.add_argument("--class", dest="names", metavar="NAMES.txt", help="who there is: a name on each line")
    parser.add_argument("--out", default=ROOT / "collected", metavar="DIR", help="where to write (collected)")
    parser.add_argument("--names", action="store_true", dest="named", help="names in the picture, too; else numbers")
    chosen = parser.parse_args(arguments)
    try:
        names = None if chosen.names is None else class_names(chosen.names)
        result = collect(chosen.folder, chosen.out, names, chosen.named)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    for line in said(result, Path(chosen.out)):
        print(line)
    return 0


def collect(folder, out, names=None, named=False, now=None):
    """Read the hand-ins in `folder` and write class.html, class.csv and class.png to `out`; returns what they show.

    names: of all students, or None. named: whether the picture has names. now: a datetime, by default this minute.
    Raises NotADirectoryError where there is no folder, OSError where nothing can be written.
    """
    key, out = answer_key(), Path(out)
    result = collected(key, hand_ins(folder), names)
    page = class_page(key, result, when=f"{now or datetime.now():%Y-%m-%d %H:%M}")
    out.mkdir(parents=True, exist_ok=True)
    write_text(out / "class.html", page)
    with replace_file(out / "class.csv") as file:
        file.write_bytes(csv_text(key, result).encode())  # as bytes: its lines end as spreadsheets expect everywhere
    with replace_file(out / "class.png") as file:
        write_picture(file, key, result, named)
    return result


def class_names(path):
    """The names in a text file, one on each line. Raises OSError or ValueError where it cannot be read."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8 text: save the list of names as UTF-8") from None
    names = [line.strip() for line in lines if line.strip()]
    if not names:
        raise ValueError(f"{path} holds no name: write one on each line, or leave --class out")
    return names


def said(result, out):
    """What the terminal says: the numbers, a line for each file with a remark, and where all of it is."""
    students, listed = len(result["students"]), result["listed"]
    handed_in = f"{students} student{'s' * (students != 1)} handed in"
    yield handed_in if listed is None else f"{handed_in}, {listed - len(result['missing'])} of the {listed} on the list"
    for words, who in (("not handed in", result["missing"]), ("not on the list", result["unlisted"])):
        if who:
            yield f"{words}: {', '.join(who)}"
    yield from (f"    {line['file']} {line['says']}" for line in result["report"])
    yield f"{out}: class.html, class.csv, class.png"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nstopped; earlier files are as they were")
