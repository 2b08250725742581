"""A student's copy, in which Python works."""

import json

import pytest

from cnnlab.record import COPY


@pytest.fixture
def copy(tmp_path, monkeypatch):
    (tmp_path / COPY).write_text(json.dumps({"cnnlab": "0.1.0", "lessons": {}}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
