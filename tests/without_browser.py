"""The fixtures of pytest-playwright on a machine that may have Chromium, and nothing that drives it."""

import pytest
from conftest import NO_DRIVER, missing


@pytest.fixture
def page():
    missing(NO_DRIVER)


@pytest.fixture(scope="session")
def browser():
    missing(NO_DRIVER)
