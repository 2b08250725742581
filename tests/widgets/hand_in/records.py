"""A learner's record, and the widget that shows it."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from cnnlab.record import COPY, FILE
from cnnlab.widgets import HandIn

TIMES = {"first": "2026-11-26T10:00:00+00:00", "last": "2026-11-27T09:30:00+00:00"}
RECORD = {
    "03": {"0": [1, 2], "1": [0]},
    "sums": {"0": [1]},
    "article_claims": {"0": "true", "4": "no idea"},
    "article_claims, again": {"0": "false"},
    "exercises": {
        "conv2d": {"attempts": 3, "ok": True, "misconceptions": {"M8": 2}, "right": TIMES["last"], **TIMES},
        "dense_params": {"attempts": 1, "ok": False, "misconceptions": {}, **TIMES},
    },
    "predictions": {
        "03 ConvStepper": {"right": 5, "wrong": 2, "shown": 1, "misconceptions": {"M8": 1}, **TIMES},
    },
    "times": {"03 0": ["2026-11-25T08:15:00+00:00", "2026-11-27T10:00:00+00:00"]},
}


def hand_in(record=RECORD):
    """The widget over a student's copy with this record; the folder is gone afterwards, as on a page from a file."""
    with TemporaryDirectory() as folder:
        Path(folder, COPY).write_text("{}", encoding="utf-8")
        Path(folder, FILE).write_text(json.dumps(record), encoding="utf-8")
        return HandIn(folder)
