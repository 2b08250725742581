"""The file of a learner's answers, {name: {question: answer}}: one process at a time changes it, and none loses any."""

import errno
import json
import os
from contextlib import contextmanager
from itertools import count

from cnnlab._browser import IN_BROWSER, take_lock
from cnnlab._files import write_text

FILE = "cnnlab_answers.json"
PATIENCE = 5  # seconds for other processes to be done with it, which takes each of them milliseconds
PAUSE = 0.005  # seconds between two tries


class Store:
    """The file in `folder`."""

    def __init__(self, folder):
        self._file = folder / FILE
        self._stamp, self._texts = None, {}  # of the file that was read or written last, and each name's answers in it

    def read(self, name):
        """The answers by this name, {} where there are none. ValueError or OSError where the file cannot be read."""
        return _answers((self._read() or {}).get(name))

    def read_all(self):
        """All that the file holds, as it is there; {} where there is none. ValueError or OSError as in `read`."""
        return {name: json.loads(text) for name, text in (self._read() or {}).items()}

    def change(self, name, before, now, others=(), also=None):
        """Write what is different `now`, and leave all that others wrote.

        Where nothing is left now, all answers by this name are forgotten, but those whose keys are in `others`.
        also: edits of what stands under other names, as `edit` takes them, written in the same step.
        Returns and raises what `edit` does.
        """

        def merged(kept, anew):
            return _merged(kept, {} if anew else before, now, others)

        return self._edit({name: merged} | _whatever_was_there(also or {}))

    def edit(self, edits):
        """Put in the place of what stands under some names, a dict each, what `edits`, {name: function}, make of it.

        A file that cannot be read is put aside: returns the name that it has then, else nothing. Raises OSError where
        the answers cannot be written.
        """
        return self._edit(_whatever_was_there(edits))

    def clear(self):
        """Forget all answers, also those in files that were put aside. Raises OSError where that cannot be done."""
        with _locked(self._file):
            self._write({})  # a widget that still has answers would write all of them to a file that is not there
            for path in self._file.parent.glob(f"{FILE}.bak*"):
                path.unlink()

    def _edit(self, edits):
        """`edit`, where each function is also told whether the file begins anew, and nothing is there any longer."""
        aside = ""
        with _locked(self._file):
            try:
                texts = self._read()
            except (ValueError, OSError):
                texts, aside = None, self.aside.name
                os.replace(self._file, self.aside)
            anew, texts = texts is None, texts or {}
            for name, edit in edits.items():
                if answers := edit(_answers(texts.pop(name, None)), anew):
                    texts[name] = json.dumps(answers)
            self._write(texts)
        return aside

    @property
    def aside(self):
        """Where a file that cannot be read is put: what was put aside earlier stays."""
        names = (f"{FILE}.bak{number if number > 1 else ''}" for number in count(1))
        return next(path for path in map(self._file.with_name, names) if not path.exists())

    def _read(self):
        """Each name's answers as JSON, None where there is no file; ValueError or OSError where it cannot be read.

        A file that is as it was is not read again, for a large one takes its time.
        """
        try:
            stamp = self._stamp_now()
            if stamp != self._stamp:
                self._texts = _texts_of(self._file.read_text(encoding="utf-8-sig"))
                self._stamp = stamp
        except FileNotFoundError:
            return None
        return dict(self._texts)

    def _write(self, texts):
        lines = [f"{json.dumps(name)}: {text}" for name, text in texts.items()]
        write_text(self._file, "{\n" + ",\n".join(lines) + "\n}\n")
        self._stamp, self._texts = self._stamp_now(), texts

    def _stamp_now(self):
        """What no two states of the file share: each of them is a file of its own."""
        about = self._file.stat()
        return about.st_ino, about.st_mtime_ns, about.st_size


def _texts_of(text):
    """The values of a JSON object, each as JSON, by their names; ValueError for anything else."""
    try:
        content = json.loads(text)
        if not isinstance(content, dict):
            raise ValueError("not a JSON object")
        return {name: json.dumps(answers) for name, answers in content.items()}
    except RecursionError:
        raise ValueError("nested too deep") from None


def _answers(text):
    answers = json.loads(text) if text else None
    return answers if isinstance(answers, dict) else {}


def _whatever_was_there(edits):
    return {name: lambda kept, anew, edit=edit: edit(kept) for name, edit in edits.items()}


def _merged(kept, before, now, others):
    """The answers `kept`, changed question by question as from `before` to `now`."""
    if not now:
        return {key: answer for key, answer in kept.items() if key in others}
    gone = before.keys() - now.keys()
    new = {key: answer for key, answer in now.items() if key not in before or before[key] != answer}
    return {key: answer for key, answer in kept.items() if key not in gone} | new


@contextmanager
def _locked(file):
    """No other process, no other thread, and no other notebook of a browser is in here at the same time.

    OSError where one stays too long.
    """
    try:
        leave = take_lock(file) if IN_BROWSER else _lock(file)
    except TimeoutError:
        raise OSError(errno.EBUSY, f"another program has not let go of it for {PATIENCE} seconds") from None
    try:
        yield
    finally:
        leave()


def _lock(file):
    """Take the lock of a file; returns what leaves it. TimeoutError where others do not let go of it.

    Not in a browser, which has no locks for files: what filelock leaves there would keep out every later answer.
    """
    from filelock import FileLock  # here: it is needed for nothing else

    lock = FileLock(file.with_name(f".{file.name}.lock"))
    try:
        lock.acquire(timeout=PATIENCE, poll_interval=PAUSE)
    except TimeoutError:
        raise
    except (OSError, NotImplementedError):
        pass  # a folder in which nothing can be locked; whether it can be written to is seen next
    return lock.release
