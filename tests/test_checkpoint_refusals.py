"""A file that is damaged, hostile, or of another model is only ever refused: nothing is executed, no memory taken."""

import json
import os
import pickle
import time
import tracemalloc
import zipfile

import numpy as np
import pytest
from saved_models import bits, build, header, members, npy, pack, repack

from cnnlab import nn
from cnnlab.checkpoint import load, save

MEGABYTE = 2**20


@pytest.fixture
def path(tmp_path):
    """Where build(0) was saved."""
    save(tmp_path / "model.npz", build())
    return tmp_path / "model.npz"


def assert_refused(path, message=r"model\.npz cannot be loaded: \S"):
    """Loading raises ValueError with `message`, and leaves the model as it was."""
    model = build(seed=1)
    before = bits(model)
    with pytest.raises(ValueError, match=message):
        load(path, model)
    assert bits(model) == before


def test_a_missing_file_is_file_not_found_and_changes_nothing(tmp_path):
    model = build()
    with pytest.raises(FileNotFoundError, match=r"missing\.npz"):
        load(tmp_path / "missing.npz", model)
    assert bits(model) == bits(build())


def test_a_folder_is_refused(tmp_path):
    assert_refused(tmp_path, tmp_path.name)


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"not a zip", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_not_a_zip_of_a_model_is_refused_and_named(path, content):
    path.write_bytes(content)
    assert_refused(path)


def test_a_single_array_is_refused(path):
    path.write_bytes(npy(np.zeros(3)))
    assert_refused(path)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999])
def test_a_file_cut_short_is_refused(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert_refused(path)


@pytest.mark.parametrize("bytes_lost", [1, 2, 21, 22, 23, 60, 200])
def test_a_file_without_its_end_is_refused(path, bytes_lost):
    path.write_bytes(path.read_bytes()[:-bytes_lost])
    assert_refused(path)


def test_a_changed_byte_is_refused_or_changes_no_number(path):
    original, rng, wanted = path.read_bytes(), np.random.default_rng(0), bits(build())
    refused = 0
    for position in rng.permutation(len(original))[:800]:
        content = bytearray(original)
        content[position] ^= int(rng.integers(1, 256))
        path.write_bytes(content)
        model = build(1)
        before = bits(model)
        try:
            load(path, model)
        except ValueError:
            refused += 1
            assert bits(model) == before
        else:
            assert bits(model) == wanted, position
    assert refused > 400


@pytest.mark.parametrize("other", [b"'<f2'", b"'<i4'", b"'>f4'"])
def test_a_changed_type_in_an_array_is_refused(path, other):
    """The checksum is of the whole member: it must be compared even where the other type needs fewer bytes."""
    save(path, build(0, classes=500))
    start, end = path.read_bytes().split(b"3.weight.npy", 1)
    assert b"'<f4'" in end
    path.write_bytes(start + b"3.weight.npy" + end.replace(b"'<f4'", other, 1))
    model = build(1, classes=500)
    before = bits(model)
    with pytest.raises(ValueError, match=r"model\.npz"):
        load(path, model)
    assert bits(model) == before


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"kind": "training run"}, "it holds a training run, not a model"),
        ({"kind": None}, "not a model"),
        ({"kind": ["model"]}, "not a model"),
        ({"version": 2}, "version of cnnlab"),
        ({"version": "1"}, "version of cnnlab"),
        ({"format": "keras"}, "version of cnnlab"),
    ],
)
def test_another_kind_or_version_is_refused_and_says_so(path, about, message):
    whole = json.loads(members(path)["about.json"])
    repack(path, about=json.dumps(whole | about))
    assert_refused(path, message)


@pytest.mark.parametrize(
    "about",
    [
        *[b"", b"{", b"[]", b"null", b"{}", b'"model"', b"NaN", b"9" * 10_000, b"\xff\xfe\x00", b"\0" * 100],
        *[b"[" * 200_000, b'{"a":' * 100_000, b'{"kind": "model"' + b" " * 2_000_000 + b"}"],
    ],
    ids=lambda about: f"{about[:8]} {len(about)}",
)
def test_a_description_that_is_nonsense_is_refused(path, about):
    repack(path, about=about)
    assert_refused(path)


@pytest.mark.parametrize("gone", ["about.json", "0.weight.npy", "3.bias.npy"])
def test_a_missing_member_is_refused_and_named(path, gone):
    pack(path, [(name, content) for name, content in members(path).items() if name != gone])
    assert_refused(path, gone.removesuffix(".npy"))


@pytest.mark.parametrize(
    "name", ["4.weight.npy", "0.weight", "../evil.npy", "/evil.npy", "..\\evil.npy", "a/", "é.npy", "x" * 60_000]
)
def test_an_unknown_member_is_refused_and_nothing_is_written(path, name):
    everything = sorted(path.parent.parent.rglob("*"))
    pack(path, [*members(path).items(), (name, npy(np.zeros(3)))])
    assert_refused(path)
    assert sorted(path.parent.parent.rglob("*")) == everything


@pytest.mark.parametrize("name", ["about.json", "0.weight.npy"])
@pytest.mark.parametrize("same", [True, False])
def test_a_member_that_is_there_twice_is_refused(path, name, same):
    whole = members(path)
    second = whole[name] if same else whole["0.bias.npy"]
    pack(path, [*whole.items(), (name, second)])
    assert_refused(path)


class Payload:
    """Unpickling it creates a folder."""

    def __init__(self, marker):
        self.marker = str(marker)

    def __reduce__(self):
        return os.mkdir, (self.marker,)


def test_the_payload_of_the_next_tests_is_live(tmp_path):
    pickle.loads(pickle.dumps(Payload(tmp_path / "marker")))
    assert (tmp_path / "marker").exists()


@pytest.mark.parametrize("place", ["0_weight", "3_bias", "about"])
@pytest.mark.parametrize("wrapped", [True, False])
def test_a_pickle_inside_is_refused_and_never_executed(path, place, wrapped):
    marker = path.parent / "marker"
    shape = {"0_weight": (2, 1, 3, 3), "3_bias": (5,), "about": (1,)}[place]
    objects = np.full(shape, Payload(marker), dtype=object)
    repack(path, **{place: npy(objects, allow_pickle=True) if wrapped else pickle.dumps(objects)})
    assert_refused(path)
    assert not marker.exists()


def test_a_pickle_in_place_of_the_file_is_refused_and_never_executed(path):
    path.write_bytes(pickle.dumps(Payload(path.parent / "marker")))
    assert_refused(path)
    assert not (path.parent / "marker").exists()


@pytest.mark.parametrize(
    ("channels", "classes", "name", "shapes"),
    [(4, 5, "0.weight", ["(2, 1, 3, 3)", "(4, 1, 3, 3)"]), (2, 7, "3.weight", ["(5, 72)", "(7, 72)"])],
)
def test_another_architecture_names_the_layer_and_both_shapes(path, channels, classes, name, shapes):
    model = build(1, channels, classes)
    before = bits(model)
    with pytest.raises(ValueError, match=name) as caught:
        load(path, model)
    assert all(shape in str(caught.value) for shape in shapes)
    assert bits(model) == before


def test_other_layers_name_what_is_missing_and_what_is_unknown(path):
    model = nn.Sequential(*build(1), nn.Linear(5, 2, rng=np.random.default_rng(0)))[1:]
    before = bits(model)
    with pytest.raises(ValueError, match=r"lacks 2\.bias.* has 0\.bias.*same architecture"):
        load(path, model)
    assert bits(model) == before


@pytest.mark.parametrize("dtype", ["<i4", "|u1", "|b1", "<c8", "<U3", "|S4", "<M8[s]", "|V4", "|O"])
def test_what_are_no_floating_point_numbers_is_refused(path, dtype):
    size = np.dtype(dtype).itemsize * 18
    repack(path, **{"0_weight": header((2, 1, 3, 3), dtype) + b"\0" * size})
    assert_refused(path, r"0\.weight.*\(2, 1, 3, 3\)")


@pytest.mark.parametrize("shape", [(18,), (2, 1, 3, 4), (), (0,), (-2, 1, 3, 3), (2, 1, -3, -3), (2, 1, 3, 3, 1)])
def test_an_array_of_another_shape_is_refused(path, shape):
    repack(path, **{"0_weight": header(shape) + b"\0" * 72})
    assert_refused(path, r"0\.weight")


@pytest.mark.parametrize(
    "change", [lambda a: a[:-1], lambda a: a[:40], lambda a: a + b"\0", lambda a: a + b"\0" * 1000]
)
def test_an_array_of_another_length_than_it_says_is_refused(path, change):
    repack(path, **{"0_weight": change(members(path)["0.weight.npy"])})
    assert_refused(path)


@pytest.mark.parametrize(
    "start",
    [
        b"\x93NUMPY\x03\x00" + b"\xff" * 8,
        b"\x93NUMPY\x02\x00\xff\xff\xff\xff{",
        b"\x93NUMPY\x01\x00\xff\xff{" + b"(" * 9000,
        b"\x93NUMPY\x01\x00\x20\x00__import__('os').getcwd()       \n",
        b"\x93NUMPY\x09\x00",
        b"NUMPY",
        b"",
    ],
)
def test_an_array_with_a_nonsense_beginning_is_refused(path, start):
    repack(path, **{"0_weight": start})
    assert_refused(path)


def assert_refused_cheaply(path):
    start = time.perf_counter()
    tracemalloc.start()
    try:
        assert_refused(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20 * MEGABYTE
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("shape", [(10**9,), (10**6, 10**6), (2**62,), (2**200,), (10**9, 0)])
def test_a_huge_declared_shape_is_refused_before_memory_is_taken(path, shape):
    repack(path, **{"0_weight": header(shape)})
    assert_refused_cheaply(path)


@pytest.mark.parametrize("name", ["about.json", "0.weight.npy"])
def test_a_gigabyte_of_zeros_is_refused_before_it_is_unpacked(path, name):
    whole = members(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other in whole.keys() - {name}:
            archive.writestr(other, whole[other])
        with archive.open(name, "w", force_zip64=True) as member:
            member.write(header((2, 1, 3, 3)) if name.endswith("npy") else whole[name][:-1])
            for _ in range(1024):
                member.write(bytes(MEGABYTE))
    assert path.stat().st_size < 10 * MEGABYTE
    assert_refused_cheaply(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["about.json", "0.weight.npy"])
def test_a_bomb_that_lies_about_its_size_is_refused_before_it_is_unpacked(path, name, method):
    whole = members(path)
    bomb = (header((2, 1, 3, 3)) if name.endswith("npy") else whole[name]) + bytes(40 * MEGABYTE)
    with zipfile.ZipFile(path, "w", method) as archive:
        for member, content in (whole | {name: bomb}).items():
            archive.writestr(member, content)
        archive.getinfo(name).file_size = len(whole[name])
    assert path.stat().st_size < MEGABYTE
    assert_refused_cheaply(path)
