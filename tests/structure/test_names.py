"""Every public name keeps its path."""

import importlib
import re

import pytest
from structure.floors import FLOORS
from structure.tree import INSIDE, MODULES

import cnnlab
from cnnlab import widgets
from tools.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| ((?:`cnnlab\.\w+`(?:, )?)+) \| (.*) \|$", README, re.MULTILINE)
NAMED = [module for modules, _ in TABLE for module in re.findall(r"`(cnnlab\.\w+)`", modules)]


def test_cnnlab_offers_all_of_its_top_level():
    files = {"heart", "mnist", "photo"}  # data that cnnlab.data and cnnlab.signals hand on
    public = {name for names in FLOORS.values() for name in names if not name.startswith("_")}
    assert set(cnnlab.__all__) == public - files


@pytest.mark.parametrize("name", NAMED)
def test_every_module_of_the_readme_is_there(name):
    assert name.removeprefix("cnnlab.") in cnnlab.__all__
    assert importlib.import_module(name)


def test_the_readme_names_the_modules_and_every_widget():
    (row,) = [text for modules, text in TABLE if "`cnnlab.widgets`" in modules]
    assert len(NAMED) > 15
    assert set(re.findall(r"`([A-Z]\w+)`", row)) == set(widgets.__all__)


@pytest.mark.parametrize("name", [name for name in INSIDE if "__all__" in MODULES[name].read_text(encoding="utf-8")])
def test_every_name_that_a_module_offers_is_there(name):
    module = importlib.import_module(name)
    assert [own for own in module.__all__ if not hasattr(module, own)] == []
