"""The file that a learner hands in: all of their record under a name or a code, as JSON that one can read."""

import json
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import cnnlab
from cnnlab._arguments import worded
from cnnlab._files import write_text
from cnnlab.record.store import FILE, Store

FORMAT, VERSION = "cnnlab hand-in", 1
HANDED_IN = "cnnlab_hand_in_"  # how the name of such a file begins
LONGEST = 60  # characters of a name
LONGEST_IN_FILE = 40  # of it in the name of the file: four bytes each, and a file's name may have 255
NOT_IN_A_NAME = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of letters, ends of lines


def as_who(who):
    """A name or a code as it is handed in, without the spaces around it: 1 to 60 characters on one line.

    Raises TypeError or ValueError for anything else.
    """
    if not isinstance(who, str):
        raise TypeError(f"who must be text, a name or a code, got {type(who).__name__}")
    who = who.strip()
    if not who:
        raise ValueError(worded("who empty"))
    if any(unicodedata.category(character) in NOT_IN_A_NAME for character in who):
        raise ValueError(worded("who strange"))
    if len(who) > LONGEST:
        raise ValueError(worded("who long", most=LONGEST, count=len(who)))
    return who


def file_name(who):
    """The name of the file that this learner hands in: of `who` its letters and digits.

    >>> file_name("Ada L."), file_name("../../Zoë")
    ('cnnlab_hand_in_Ada_L.json', 'cnnlab_hand_in_Zoë.json')
    """
    letters = [letter if _is_safe(letter) else " " for letter in unicodedata.normalize("NFC", as_who(who))]
    return f"{HANDED_IN}{'_'.join(''.join(letters).split())[:LONGEST_IN_FILE] or 'nameless'}.json"


def handed_in(answers, who, now=None):
    """What the file says, as a dict: who hands in, when it was made, and `answers`, the content of the record."""
    made = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    about = {"format": FORMAT, "version": VERSION, "who": as_who(who), "made": made, "cnnlab": cnnlab.__version__}
    return about | {"answers": answers}


def hand_in(folder, who, to=None):
    """Write what the record in `folder` holds as the file that `who` hands in; returns its path.

    to: the folder for it, by default `folder` itself. A file of that name is replaced: it is the same learner's.
    Raises TypeError or ValueError for a name that is none, ValueError for a record that cannot be read, OSError where
    the file cannot be written.
    """
    path = Path(folder if to is None else to) / file_name(who)
    try:
        answers = Store(Path(folder)).read_all()
    except ValueError as error:
        raise ValueError(f"{Path(folder) / FILE} cannot be read: {error}") from None
    write_text(path, _readable(handed_in(answers, who)))
    return path


def _readable(content):
    """JSON in which every letter is itself, but for halves of letters, which no file in UTF-8 can hold."""
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _is_safe(letter):
    return letter == "-" or unicodedata.category(letter)[0] in "LN"
