"""Which files Python for browsers is made of: each is the right one, or it is named."""

import hashlib
import json

import pytest

from tools.site.lite import Pyodide, pyodide

SMALL = {"core": {"start.js": b"start"}, "packages": {"numpy": b"numbers", "pillow": b"pictures"}}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with all the files of a Pyodide of three small ones."""

    def known(name, content):
        return {"file_name": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}

    packages = {name: known(f"{name}.whl", content) for name, content in SMALL["packages"].items()}
    facts = {"info": {"version": "1"}, "core": {"start.js": known("start.js", b"start")}, "packages": packages}
    monkeypatch.setattr(pyodide, "FACTS", facts)
    for name, content in {"start.js": b"start", "numpy.whl": b"numbers", "pillow.whl": b"pictures"}.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_the_right_files_are_copied_and_no_others(folder, tmp_path):
    (folder / "scipy.whl").write_bytes(b"not needed")
    Pyodide(folder).copy(tmp_path / "static")
    copied = {path.name: path.read_bytes() for path in (tmp_path / "static" / "pyodide").iterdir()}
    assert copied == {"start.js": b"start", "numpy.whl": b"numbers", "pillow.whl": b"pictures"}


@pytest.mark.parametrize("name", ["start.js", "pillow.whl"])
def test_a_file_that_is_missing_or_another_is_named(folder, name):
    (folder / name).write_bytes(b"something else")
    with pytest.raises(OSError, match=rf"{name} is not the {name} of Pyodide .*fetch it again"):
        Pyodide(folder)
    (folder / name).unlink()
    with pytest.raises(OSError, match=f"has no {name}: give --pyodide a folder"):
        Pyodide(folder)


def test_the_lock_says_where_each_file_is(folder):
    own = {"cnnlab": {"file_name": "cnnlab.whl", "bytes": 100}}
    for python, address in [(Pyodide(folder), "../pyodide/"), (Pyodide(), pyodide.CDN)]:
        lock = python.lock(own)
        assert lock["info"] == {"version": "1", "from": address, "bytes": len(b"startnumberspictures") + 100}
        files = {name: entry["file_name"] for name, entry in lock["packages"].items()}
        assert files == {"numpy": f"{address}numpy.whl", "pillow": f"{address}pillow.whl", "cnnlab": "cnnlab.whl"}


def test_what_is_known_of_pyodide_is_whole():
    packages = pyodide.FACTS["packages"]
    assert {"pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"} == set(pyodide.FACTS["core"])
    needed = {need.replace("_", "-") for entry in packages.values() for need in entry["depends"]}
    assert needed <= packages.keys()
    for known in Pyodide().files.values():
        assert len(bytes.fromhex(known["sha256"])) == 32
        assert known["bytes"] > 0
    json.dumps(Pyodide().lock({}))
