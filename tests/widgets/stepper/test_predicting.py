"""What becomes of a prediction reaches the record, once, and where nobody hears, the stepper goes on."""

import json

import pytest
from widgets.in_lab import comes_to, expect, in_python, press, tab_to
from widgets.stepper.reading import button, question, verdict

from cnnlab.record import COPY, FILE
from cnnlab.widgets import ConvStepper, PoolStepper, TapeStepper, TinyNetwork, Valley
from tools.browser import KERNEL
from tools.places import NOTEBOOKS

WINDOW, KERNEL_ROW = [[4, 1, 7]], [[3, 2]]
NAMED = {
    "ConvStepper": lambda name: ConvStepper(WINDOW, KERNEL_ROW, predict=True, name=name),
    "PoolStepper": lambda name: PoolStepper([[5, 2], [1, 4]], predict=True, name=name),
    "TapeStepper": lambda name: TapeStepper(WINDOW[0], KERNEL_ROW[0], predict=True, name=name),
    "TinyNetwork": lambda name: TinyNetwork([2, 1], [[1, -1]], [[1], [-1]], target=0, predict=True, name=name),
    "Valley": lambda name: Valley([1, 2], [2, 4], predict=True, name=name),
}
CELL = f"""
from cnnlab.widgets import ConvStepper
widget = ConvStepper({WINDOW}, {KERNEL_ROW}, predict=True, name="03 ConvStepper")
widget
"""


def predictions(folder):
    """What is counted, without the times."""
    file = folder / FILE
    entries = json.loads(file.read_text(encoding="utf-8"))["predictions"] if file.exists() else {}
    return {
        name: {key: value for key, value in entry.items() if key not in ("first", "last")}
        for name, entry in entries.items()
    }


@pytest.fixture
def copy(tmp_path, monkeypatch):
    (tmp_path / COPY).write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", NAMED)
def test_a_message_of_the_page_is_kept_under_the_name(copy, kind):
    widget = NAMED[kind]("a stepper")
    for predicted, said in [
        ("wrong", "Not 3. It is turned. (M8)"),
        ("wrong", "Not 4."),
        ("right", None),
        ("shown", None),
    ]:
        widget._handle_custom_msg({"predicted": predicted, "verdict": said}, [])
    for strange in ({}, {"predicted": "guessed"}, {"predicted": None, "verdict": ["(M8)"]}, {"predicted": ["right"]}):
        widget._handle_custom_msg(strange, [])
    assert predictions(copy) == {"a stepper": {"right": 1, "wrong": 2, "shown": 1, "misconceptions": {"M8": 1}}}


@pytest.mark.parametrize("kind", NAMED)
def test_without_a_name_nothing_is_kept(copy, kind):
    NAMED[kind](None)._handle_custom_msg({"predicted": "right"}, [])
    assert not (copy / FILE).exists()
    with pytest.raises(TypeError, match="name must be text, got 3"):
        NAMED[kind](3)


def test_every_stepper_of_the_lessons_that_predicts_has_a_name_of_its_own():
    names = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            code = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
            if "predict=True" in code:
                names.append(code.rpartition('name="')[2].partition('"')[0])
                assert names[-1].startswith(f"{path.name[:2]} "), code
    assert len(names) == len(set(names)) > 7


def test_in_jupyterlab_each_try_is_counted_once_and_a_lost_kernel_stops_nobody(open_views, lab):
    (lab[2] / COPY).write_text("{}", encoding="utf-8")
    try:
        page, first, second = open_views(CELL)
        tab_to(page, question(first))
        for guess, said in [("11", "Not 11."), ("1", "Not 1."), ("14", "Right.")]:
            page.keyboard.type(guess)
            press(page, "Enter")
            expect(first.get_by_role("status").first).to_contain_text(said)
        once = {"right": 1, "wrong": 2, "shown": 0, "misconceptions": {"M8": 1}}
        comes_to({"03 ConvStepper": once}, lambda: predictions(lab[2]))
        expect(question(second)).to_be_visible()  # what was found in one view is not told to the other
        page.evaluate(f"() => {KERNEL}.restart()")
        press(page, "Enter")
        for guess in ("1", "2"):
            question(first).fill(guess)
            question(first).press("Enter")
        button(first, "Show me").click()
        assert verdict(first).startswith("It is 17.")
        in_python(page, "1")
        assert predictions(lab[2]) == {"03 ConvStepper": once}
    finally:
        for name in (COPY, FILE):
            (lab[2] / name).unlink(missing_ok=True)
