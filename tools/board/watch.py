"""A folder of students, read again and again: each file only when it has changed."""

import os
from pathlib import Path

from cnnlab.record import COPY, FILE, HANDED_IN
from tools.collect.folder import read
from tools.collect.judge import Refused, hand_in, judged, parsed, shown, summed


class Watch:
    """The students in `folder`: each has a folder of their own there, whose name is theirs, or a hand-in.

    In a student's folder, or in one that lies in it, is the record of their answers, or else a hand-in. Links are not
    followed. Raises NotADirectoryError where there is no such folder.
    """

    def __init__(self, folder, key):
        if not Path(folder).is_dir():
            raise NotADirectoryError(f"{folder} is no folder: name the one in which the students' folders lie")
        self._folder, self._key = folder, key
        self._read = {}  # path -> the file's stamp, and what was found in it
        self._last = {}  # path -> the name and the row that could be read last

    def look(self):
        """Each student's row, as `judged` gives it, by their name; and how many files cannot be read now."""
        rows, skipped, there = {}, 0, set()
        for name, path in self._students():
            if path is None:
                rows[shown(name)] = judged(self._key, {})
                continue
            there.add(path)
            who, row, fine = self._found(name, path)
            skipped += not fine
            if row is not None:
                rows[who] = row
        self._read = {path: found for path, found in self._read.items() if path in there}
        self._last = {path: found for path, found in self._last.items() if path in there}
        return dict(sorted(rows.items(), key=lambda pair: pair[0].lower())), skipped

    def _students(self):
        """(name, file) of each; no file where somebody has not answered anything."""
        with os.scandir(self._folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink() or entry.name.startswith(HANDED_IN):
                    yield entry.name, entry.path
                elif entry.is_dir():
                    found = _record_in(entry.path)
                    if found:
                        yield entry.name, found if os.path.basename(found) != COPY else None

    def _found(self, name, path):
        """(name, row, whether it could be read now); from a file that is half-written, what was in it before."""
        stamp = _stamp(path)
        if self._read.get(path, (None,))[0] != stamp:
            try:
                self._last[path] = self._row(name, path)
                fine = True
            except Refused:
                fine = False
            self._read[path] = stamp, fine
        return *self._last.get(path, (name, None)), self._read[path][1]

    def _row(self, name, path):
        content = read(path)
        if os.path.basename(path).startswith(HANDED_IN):
            given = hand_in(content)
            return given["who"], judged(self._key, given["answers"])
        if isinstance(content, str):
            raise Refused(content)
        answers = parsed(content)
        if not isinstance(answers, dict):
            raise Refused("damaged")
        return shown(name), judged(self._key, answers)


def _record_in(folder):
    """The record in a student's folder or in one of those in it, else a hand-in, else what marks a copy, else None.

    Of several the one that was changed last.
    """
    try:
        with os.scandir(folder) as entries:
            inside = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False) and entry.name[0] != "."]
    except OSError:
        return None
    places = (folder, *inside)
    for fits in (FILE.__eq__, lambda name: name.startswith(HANDED_IN), COPY.__eq__):
        found = [path for place in places for path in _files(place, fits)]
        if found:
            return max(found, key=lambda path: (_stamp(path) or (0, 0))[1])
    return None


def _files(folder, fits):
    try:
        return [os.path.join(folder, name) for name in os.listdir(folder) if fits(name)]
    except OSError:
        return []


def _stamp(path):
    try:
        about = os.lstat(path)
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns, about.st_size


def state_of(key, rows, skipped, names):
    """What the page is told: numbers alone, and each student's name with their shares only where `names` is true."""
    lessons, begin = [], 0
    shares = {who: [] for who in rows}
    for lesson in key["lessons"]:
        asked, exercises = len(lesson["questions"]), lesson["exercises"]
        end = begin + asked + len(exercises)
        letters = {who: row["states"][begin:end] for who, row in rows.items()}
        for who, own in letters.items():
            shares[who].append(round(1 - own.count(".") / max(1, len(own)), 3))
        done = [[sum(own[place] in wanted for own in letters.values()) for wanted in ("rl", "w")] for place in
                range(asked, asked + len(exercises))]  # fmt: skip
        own = [share[-1] for share in shares.values()]
        lessons.append({"share": round(sum(own) / max(1, len(own)), 3), "begun": sum(map(bool, own)), "done": done})
        begin = end
    state = {"students": len(rows), "skipped": skipped, "lessons": lessons, **summed(key, list(rows.values()))["votes"]}
    return state | ({"names": [{"who": who, "shares": own} for who, own in shares.items()]} if names else {})
