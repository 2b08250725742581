"""The lessons in JupyterLite: Python in Chromium, from files alone."""

import json
import time

import pytest

pytest.importorskip("jupyterlite_core", reason="the extra `site` is not installed")
pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from in_the_page import RUN_CELL, SOURCE, TEXT, begin, cell_with, put_back, run, run_all, wait_for_python, watched
from playwright.sync_api import expect

from tools.places import NOTEBOOKS
from tools.site.lite import Pyodide, build_lite, pyodide

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
SHORT, TRAINING = "00_start_here", "14_beyond_images"
LONGEST = 120  # seconds for all cells of a lesson
FORGET = "from pathlib import Path\nfrom cnnlab.record import Store\nStore(Path('.')).clear()"


@pytest.fixture(scope="module")
def address(tmp_path_factory, pyodide_folder, serve_files):
    """Where a server of files shows JupyterLite, not at its root."""
    folder = tmp_path_factory.mktemp("lite")
    (folder / "under" / "a").mkdir(parents=True)
    build_lite(folder / "under" / "a" / "lite", Pyodide(pyodide_folder))
    with serve_files(folder) as root:
        yield f"{root}/under/a/lite"


@pytest.fixture
def open_lesson(page, address):
    """A function that opens a lesson and waits for Python; nothing may be asked of another machine."""
    faults = watched(page, address)

    def go(name):
        begin(page, address, name)
        return page

    yield go
    assert faults == []


@pytest.fixture(scope="module")
def opened_once(browser, address):
    """The short lesson with its Python, which takes half a minute to start, and what goes wrong there."""
    with browser.new_context() as context:
        page = context.new_page()
        faults = watched(page, address)
        begin(page, address, SHORT)
        yield page, faults


@pytest.fixture
def short(opened_once):
    """The short lesson, its cells as they are handed out, and no answer kept; Python goes on from test to test."""
    page, faults = opened_once
    yield page
    put_back(page, SHORT)
    run(page, LATER, FORGET)
    put_back(page, SHORT)
    assert faults == []


IMPORTS, STEPPER, LATER, EXERCISE, CHECK = (
    cell_with(SHORT, text)[0]
    for text in ("import", "ConvStepper(image", "first output", "def count_inputs", "check.count_inputs")
)


def test_a_short_lesson_runs_and_what_a_learner_changes_is_kept_until_they_start_afresh(short):
    page = short
    run_all(page)
    page.evaluate(f"() => window.jupyterapp.shell.currentWidget.content.scrollToItem({STEPPER})")
    expect(page.get_by_role("group", name="Convolution stepper").first).to_be_visible()
    assert run(page, LATER, "print(6 * 7)") == "42\n"
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    wait_for_python(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my copy").click()
    assert "print(6 * 7)" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Start afresh").click()
    with page.expect_event("load"):
        page.get_by_role("dialog").get_by_role("button", name="Start afresh").click()
    wait_for_python(page)
    assert (LATER, page.evaluate(f"{SOURCE}.getSource()", [LATER, ""])) == cell_with(SHORT, "first output")


PRODUCTS = """import numpy as np
from cnnlab import _browser
rng, worst = np.random.default_rng(0), 0
for batch in [(), (3,), (1, 4), (2, 3), (2, 1)]:
    for turned in (False, True):
        a, b = rng.normal(size=(9, 25)), rng.normal(size=(*batch, 20, 25) if turned else (*batch, 25, 20))
        b = b.swapaxes(-1, -2) if turned else b
        out = np.empty((*batch, 9, 20), np.float32)
        _browser.product(a.astype(np.float32), b.astype(np.float32), out)
        worst = max(worst, np.abs(out - np.einsum("mk,...kl->...ml", a, b)).max())
print(_browser._library() is not None, worst < 1e-5)"""


def test_a_lesson_that_trains_runs_and_its_products_are_right(open_lesson):
    page = open_lesson(TRAINING)
    run_all(page)
    assert run(page, cell_with(TRAINING, "import")[0], PRODUCTS) == "True True\n"


FIT = """from cnnlab import data, nn, optim, training
from cnnlab.widgets import TrainingMonitor
import numpy as np
x, y = data.load_mnist("test")
model = nn.lenet(rng=np.random.default_rng(0))
optimizer = optim.SGD(model.parameters(), lr=0.01)
monitor = TrainingMonitor(model, x[:5], y[:5])
def fit(*callbacks):
    history = training.fit(model, optimizer, (x, y), epochs=50, rng=np.random.default_rng(0), callbacks=callbacks)
    return history.interrupted, len(history.loss) < 7850
monitor"""


def test_stop_reaches_a_training_from_the_monitor_and_from_the_toolbar(short):
    page = short
    run(page, LATER, FIT)
    for source, press in [
        ("fit(monitor)", lambda: page.get_by_role("button", name="Stop", exact=True).click()),
        ("fit()", lambda: page.evaluate("() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')")),
    ]:
        page.evaluate(f"{SOURCE}.setSource(source)", [12, source])
        page.evaluate(f"cell => {{ ({RUN_CELL})(cell); }}", 12)
        page.wait_for_timeout(3000)
        press()
        page.wait_for_function("() => window.ended", timeout=30_000)
        assert page.evaluate(TEXT, 12).endswith("(True, True)")


RIGHT = """def count_inputs(rows, columns, channels=1):
    return rows * columns * channels"""
WRONG = RIGHT.replace("rows * columns * channels", "rows + columns")
KEPT = """import json
entry = json.load(open("cnnlab_answers.json"))["exercises"]["count_inputs"]
print(entry["attempts"], entry["ok"], "right" in entry)"""
ENDLESS = """def count_inputs(rows, columns, channels=1):
    while True:
        try:
            rows += 1
        except:
            pass"""


def test_an_exercise_is_judged_wrong_endless_and_right(short):
    page = short
    run(page, IMPORTS)
    run(page, EXERCISE, WRONG)
    wrong = run(page, CHECK)
    run(page, EXERCISE, ENDLESS)
    begin = time.monotonic()
    endless = run(page, CHECK)
    seconds = time.monotonic() - begin
    run(page, EXERCISE, RIGHT)
    right = run(page, CHECK)
    assert "You add where you should multiply" in wrong
    assert "was stopped after 2 seconds" in endless
    assert "Right." in right
    assert seconds < 10  # it is 2.2 on a quiet machine
    assert run(page, LATER, KEPT) == "3 True True\n"


def test_what_was_kept_in_the_browser_is_saved_and_deleted(short):
    page = short
    run(page, IMPORTS)
    run(page, EXERCISE, RIGHT)
    run(page, CHECK)
    run(page, LATER, "from cnnlab.widgets import HandIn\nHandIn()")
    view = page.get_by_role("group", name="Hand in")
    expect(view).to_contain_text("Exercise count_inputs: right")
    view.get_by_role("textbox").fill("Ada")
    with page.expect_download() as saved:
        view.get_by_role("button", name="Save the file").click()
    content = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert content["answers"]["exercises"]["count_inputs"]["ok"] is True
    view.get_by_role("button", name="Delete all my answers").click()
    view.get_by_role("button", name="Delete them").click()
    expect(view.get_by_role("status")).to_have_text("All your answers are deleted.")
    assert run(page, LATER, 'print(open("cnnlab_answers.json").read().split())') == "['{', '}']\n"


CHECKED = """import json, os
ok = check.count_inputs(count_inputs).ok
print(ok, json.load(open("cnnlab_answers.json"))["exercises"]["count_inputs"]["attempts"])"""
CONTENTS = "async () => { const files = window.jupyterapp.serviceManager.contents; await files.%s }"
HOLD = """milliseconds => new Promise(held => navigator.locks.request('cnnlab /drive/cnnlab_answers.json', () => {
    held();
    return new Promise(leave => setTimeout(leave, milliseconds));
}))"""
HEAR = """() => {
    window.names = [];
    new BroadcastChannel('/sw-api.v1').onmessage = ({ data }) => data.data && names.push(data.browsingContextId);
}"""


def test_answers_are_kept_however_their_file_went_away(short):
    page = short
    run(page, IMPORTS)
    run(page, EXERCISE, RIGHT)
    for gone, counted in [
        ("import os; os.remove('cnnlab_answers.json')", 1),
        ("import os; os.rename('cnnlab_answers.json', 'elsewhere')", 1),
        (CONTENTS % "delete('cnnlab_answers.json')", 1),
        (CONTENTS % "rename('cnnlab_answers.json', 'put_by')", 1),
        (CONTENTS % "rename('put_by', 'cnnlab_answers.json')", 3),  # in the place of another
    ]:
        assert run(page, LATER, CHECKED).startswith("True")
        run(page, LATER, gone) if gone.startswith("import") else page.evaluate(gone)
        assert run(page, LATER, CHECKED) == f"True {counted}\n"
    assert "No such file" in run(page, LATER, "open('put_by')")


def test_a_notebook_waits_until_another_is_done_with_the_answers_and_hears_only_what_it_asked(short):
    page = short
    run(page, IMPORTS)
    run(page, EXERCISE, RIGHT)
    page.evaluate(HEAR)
    page.evaluate(HOLD, 2000)
    begin = time.monotonic()
    assert run(page, LATER, CHECKED) == "True 1\n"
    assert time.monotonic() - begin > 1.5
    names = page.evaluate("() => window.names")
    assert len({*names}) == len(names) > 10


@pytest.fixture
def asked_for(request):
    """For what takes too long to be run every time."""
    if not request.config.getoption("--lite"):
        pytest.skip("a quarter of an hour for all lessons: --lite runs them")


EXECUTE = """async parts => await Promise.all(parts.map(async ([lesson, code]) => {
    const panel = [...window.jupyterapp.shell.widgets('main')].find(each => each.context.path === `${lesson}.ipynb`);
    const future = panel.sessionContext.session.kernel.requestExecute({ code });
    let said = '';
    future.onIOPub = ({ content }) => { said += content.text ?? content.evalue ?? ''; };
    await future.done;
    return said;
}))"""
MANY = """from cnnlab.record import keep_attempt
from pathlib import Path
own = Path({0!r})
own.write_text({0!r})
print([keep_attempt({0!r}, True) for _ in range(20)] == 20 * [""], all(own.read_text() == {0!r} for _ in range(60)))"""
COUNTED = """import json
print([entry["attempts"] for entry in json.load(open("cnnlab_answers.json"))["exercises"].values()])"""


def test_of_two_notebooks_that_answer_at_once_neither_loses_anything(open_lesson, asked_for):
    page = open_lesson(SHORT)
    page.evaluate("path => void window.jupyterapp.commands.execute('docmanager:open', { path })", f"{TRAINING}.ipynb")
    wait_for_python(page, notebooks=2)
    both = SHORT, TRAINING
    assert page.evaluate(EXECUTE, [[lesson, MANY.format(lesson)] for lesson in both]) == ["True True\n"] * 2
    assert page.evaluate(EXECUTE, [[TRAINING, COUNTED]]) == ["[20, 20]\n"]


def test_by_itself_python_comes_from_its_own_server(page, address, pyodide_folder):
    """That server is played by the folder: what is asked of it is answered from there."""
    asked = []

    def answer(route):
        asked.append(route.request.url.removeprefix(pyodide.CDN))
        route.fulfill(path=pyodide_folder / asked[-1], headers={"access-control-allow-origin": "*"})

    def elsewhere(route):
        text = route.fetch().text().replace(pyodide.BESIDE, pyodide.CDN)
        route.fulfill(body=text, content_type="application/json")

    page.context.route("**/lock.json", elsewhere)
    page.context.route(f"{pyodide.CDN}**", answer)
    page.goto(f"{address}/lab/index.html?path={SHORT}.ipynb")
    wait_for_python(page)
    assert run(page, LATER, "import numpy; print(numpy.arange(3).sum())") == "3\n"
    assert {"pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip"} <= set(asked)


@pytest.mark.parametrize("name", [name for name in LESSONS if name not in (SHORT, TRAINING)])
def test_every_lesson_runs_in_two_minutes(open_lesson, asked_for, name):
    page = open_lesson(name)
    seconds = run_all(page)
    print(f"{name}: {seconds:.0f} s")
    assert seconds < LONGEST
