"""What a learner has answered and tried, in one file beside the lessons, and the file that they hand in."""

from cnnlab.record.copies import COPY, Note, is_copy
from cnnlab.record.events import PREDICTED, RESERVED, keep_attempt, keep_prediction, times_of
from cnnlab.record.hand_in import HANDED_IN, as_who, file_name, hand_in, handed_in
from cnnlab.record.store import FILE, Store

__all__ = [
    "COPY",
    "FILE",
    "HANDED_IN",
    "PREDICTED",
    "RESERVED",
    "Note",
    "Store",
    "as_who",
    "file_name",
    "hand_in",
    "handed_in",
    "is_copy",
    "keep_attempt",
    "keep_prediction",
    "times_of",
]
