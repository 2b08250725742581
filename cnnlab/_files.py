"""Files that are replaced in one step: whoever opens one, at any moment, finds the old content or the new."""

import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replace_file(path):
    """A path beside `path` to write to, which takes its place once all is written; after an error it is gone."""
    path = Path(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path, text):
    """Make `text` the whole content of the file at `path`, in one step."""
    with replace_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
