"""What makes a folder a student's copy of the lessons: a note of what was given, when, and from which version."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import cnnlab
from cnnlab._files import write_text

COPY = "cnnlab_copy.json"
VERSION = re.compile(r"[\w.+-]{1,20}")


def is_copy(folder=None):
    """Whether `folder`, by default the one in which Python works, is a student's copy: only there a record is kept."""
    try:
        return (Path.cwd() if folder is None else Path(folder)).joinpath(COPY).is_file()
    except OSError:  # the folder in which Python works may be gone
        return False


class Note:
    """The note in a student's folder, which begins empty where there is none.

    Raises ValueError, with what to do, where there is one that cannot be read; OSError where it may not be.
    """

    def __init__(self, folder):
        self.path = Path(folder) / COPY
        content = _content(self.path)
        lessons = content.get("lessons", {}) if isinstance(content, dict) else None
        if not isinstance(lessons, dict):
            raise ValueError(f"{self.path} is damaged: delete it, and lessons given from then on are noted anew")
        self._content, self._lessons = content, lessons

    def __contains__(self, name):
        return name in self._lessons

    def add(self, name, text):
        """Note that the lesson of this file name was given now, with `text` as its content."""
        given = datetime.now(UTC).isoformat(timespec="seconds")
        self._lessons[name] = {"given": given, "version": cnnlab.__version__, "sha256": _fingerprint(text)}

    def older(self, name, text):
        """The version from which a lesson was given that is now another; None where it is the same or was not noted."""
        entry = self._lessons.get(name)
        if not isinstance(entry, dict) or entry.get("sha256") == _fingerprint(text):
            return None
        version = entry.get("version")
        return version if isinstance(version, str) and VERSION.fullmatch(version) else "an unknown version"

    def write(self):
        """Write it, in one step. Raises OSError where that cannot be done."""
        content = self._content | {"cnnlab": cnnlab.__version__, "lessons": self._lessons}
        write_text(self.path, json.dumps(content, indent=1) + "\n")


def _content(path):
    """The JSON of a file, {} where there is none, None where it holds something else."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        return None


def _fingerprint(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
