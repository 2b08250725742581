"""Examples, a run that nobody interrupted, and a place for a checkpoint."""

import pytest
from trainee import Trainee, small_mnist


@pytest.fixture(scope="module")
def data():
    return small_mnist()


@pytest.fixture(scope="module")
def train(data):
    return data[0]


@pytest.fixture(scope="module")
def valid(data):
    return data[1]


@pytest.fixture(scope="module")
def uninterrupted(train, valid):
    return Trainee().fit(train, valid)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.npz"
