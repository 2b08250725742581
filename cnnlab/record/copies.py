"""What makes a folder a student's copy of the lessons: a note of what was given, when, and from which version."""

from pathlib import Path

COPY = "cnnlab_copy.json"


def is_copy(folder=None):
    """Whether `folder`, by default the one in which Python works, is a student's copy: only there a record is kept."""
    try:
        return (Path.cwd() if folder is None else Path(folder)).joinpath(COPY).is_file()
    except OSError:  # the folder in which Python works may be gone
        return False
