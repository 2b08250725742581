"""A saved model comes back bit for bit, and a crash never leaves half a file."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from saved_models import bits, build, header, npy, repack

from cnnlab import nn
from cnnlab.checkpoint import load, save
from tools.places import ROOT


@pytest.fixture
def path(tmp_path):
    """Where build(0) was saved."""
    save(tmp_path / "model.npz", build())
    return tmp_path / "model.npz"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_model_comes_back_bit_for_bit_and_load_returns_it(tmp_path, kind):
    path, saved, model = kind(tmp_path / "model.npz"), build(0), build(1)
    save(path, saved)
    assert load(path, model) is model
    assert bits(model) == bits(saved)


def test_every_layer_with_parameters_survives(tmp_path):
    def network(seed):
        rng = np.random.default_rng(seed)
        flat = nn.Sequential(nn.Conv1d(1, 2, 3, bias=False, rng=rng), nn.Flatten(), nn.Linear(8, 2, rng=rng))
        return nn.Sequential(flat, nn.Dropout(0.5, rng=rng), nn.Linear(2, 3, bias=False, rng=rng))

    saved, model = network(0), network(1)
    save(tmp_path / "model.npz", saved)
    assert bits(load(tmp_path / "model.npz", model)) == bits(saved)


def test_numbers_that_are_not_finite_come_back_too(path):
    saved = build()
    saved[0].bias.data[:] = np.nan, -np.inf
    saved[3].bias.data[:2] = -0.0, 1e-45
    save(path, saved)
    assert bits(load(path, build(1))) == bits(saved)


def test_numpy_reads_the_file(path):
    with np.load(path, allow_pickle=False) as arrays:
        assert np.array_equal(arrays["3.weight"], build()[3].weight.data)


def test_saving_replaces_what_was_there_and_leaves_nothing_else(path):
    save(path, build(7))
    assert bits(load(path, build())) == bits(build(7))
    assert os.listdir(path.parent) == [path.name]


def test_the_loaded_model_keeps_no_hold_of_the_file(path):
    model = load(path, build(1))
    path.unlink()
    model[0].weight.data += 1
    assert np.allclose(model[0].weight.data, build()[0].weight.data + 1)


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "<f8", ">f8"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_any_byte_order_precision_and_memory_order_of_the_same_numbers_loads(path, dtype, order):
    repack(path, **{"3_weight": npy(np.asarray(build()[3].weight.data, dtype, order=order))})
    assert bits(load(path, build(1))) == bits(build())


def test_the_second_version_of_the_array_format_loads(path):
    weight = build()[3].weight.data
    repack(path, **{"3_weight": header(weight.shape, version=(2, 0)) + weight.tobytes()})
    assert bits(load(path, build(1))) == bits(build())


SAVE_FOR_EVER = """
import sys
import numpy as np
from cnnlab import checkpoint, nn
models = [nn.Sequential(nn.Linear(400, 500, rng=np.random.default_rng(0))) for _ in range(2)]
for value, model in enumerate(models):
    for parameter in model.parameters():
        parameter.data[:] = value
checkpoint.save(sys.argv[1], models[0])
print("ready", flush=True)
while True:
    for model in models:
        checkpoint.save(sys.argv[1], model)
"""


def test_a_process_killed_while_saving_leaves_the_old_model_or_the_new(tmp_path):
    path, rng = tmp_path / "model.npz", np.random.default_rng()
    model = nn.Sequential(nn.Linear(400, 500, rng=np.random.default_rng(0)))
    for _ in range(15):
        command = [sys.executable, "-c", SAVE_FOR_EVER, str(path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout.readline().strip() == b"ready"
            time.sleep(rng.uniform(0, 0.02))
            child.kill()
        values = {value for array in load(path, model).state_dict().values() for value in np.unique(array).tolist()}
        assert values in ({0.0}, {1.0})
    assert len(os.listdir(tmp_path)) > 1  # what was being written when a kill struck: these kills did strike saves


def test_a_failure_halfway_leaves_the_old_file_and_no_other(path):
    before, broken = path.read_bytes(), build(3)
    broken[3].weight.data = np.array([[object()]])  # the third of four arrays, which no file without pickle can hold
    with pytest.raises(ValueError, match="Object arrays"):
        save(path, broken)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_leaves_the_old_file_and_no_other(path):
    before = path.read_bytes()
    code = """
import resource, signal, sys
import numpy as np
from cnnlab import checkpoint, nn
model = nn.Sequential(nn.Linear(400, 500, rng=np.random.default_rng(0)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    checkpoint.save(sys.argv[1], model)
except OSError:
    print("refused")
"""
    done = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "refused", done.stderr
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_saving_where_a_folder_stands_fails_and_leaves_nothing(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        save(tmp_path / "folder", build())
    assert os.listdir(tmp_path) == ["folder"]
    assert os.listdir(tmp_path / "folder") == []


@pytest.mark.parametrize("parent", ["missing", "model.npz"])
def test_saving_into_no_folder_is_an_os_error_that_names_it(path, parent):
    before = path.read_bytes()
    with pytest.raises(OSError, match=parent):
        save(path.parent / parent / "new.npz", build())
    assert path.read_bytes() == before
