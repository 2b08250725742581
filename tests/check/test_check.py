"""What `from cnnlab import check` offers: a checker for each exercise, and each in a file of its own."""

import importlib
from types import FunctionType

import pytest
from checkers import CHECKERS

from cnnlab import check


@pytest.mark.parametrize("name", CHECKERS)
def test_a_checker_is_a_function_also_when_the_file_of_its_name_is_loaded(name):
    module = importlib.import_module(f"cnnlab.check.exercises.{name}")
    checker = getattr(check, name)
    assert isinstance(checker, FunctionType)
    assert checker is getattr(module, name)
    assert checker.__doc__.startswith("Check ")
