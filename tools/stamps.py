"""Stamps: a file that keeps what an installation was made from, so that it is made once for each state of that."""

import hashlib


def digest(source):
    return hashlib.sha256(source.read_bytes()).hexdigest()


def is_stamped(stamp, source):
    """Whether `stamp` was put when `source` was as it is now."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == digest(source)


def put_stamp(stamp, source):
    stamp.write_text(digest(source), encoding="utf-8")
