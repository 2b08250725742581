"""A real JupyterLab and a real Chromium, for the tests that look at the lessons as a reader does."""

import os
import re
import shutil

import pytest

from tools.browser import CHROMIUM, IDLE, NO_CHROMIUM, RUN_ALL, launch_options, running_lab, write_notebook
from tools.places import NOTEBOOKS

NO_DRIVER = "the browser tests need: pip install -e .[browser]"
THEMES = {"Light": "JupyterLab Light", "Dark": "JupyterLab Dark"}
ERRORS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .flatMap(cell => cell.type === 'code' ? cell.outputs.toJSON() : [])
    .filter(output => output.output_type === 'error' || output.name === 'stderr')
    .map(output => output.ename ? `${output.ename}: ${output.evalue}` : output.text)"""
IN_THE_WAY = "() => !window.jupyterapp || document.querySelector('.jp-Dialog') !== null"
OPEN = """async name => {
    const { shell, commands } = window.jupyterapp;
    for (const opened of [...shell.widgets('main')]) opened.dispose();
    const opened = await commands.execute('docmanager:open', { path: name });
    await opened.context.ready;
}"""
FAILED = pytest.StashKey()

# The files that take longest, that first which takes a worker minutes; the others take seconds.
LONGEST = [
    "tests/test_notebooks.py",
    "tests/tools/site/test_lite.py",
    "tests/tools/test_random_actions.py",
    "tests/test_lab.py",
    "tests/tools/site/test_book.py",
    "tests/tools/slides/test_decks.py",
    "notebooks/11_digit_classifier.ipynb",
    "notebooks/15_to_pytorch_and_beyond.ipynb",
    "tests/widgets/training_monitor/test_page.py",
    "tests/tools/slides/test_presenting.py",
    "tests/widgets/test_contact.py",
    "tests/widgets/draw_pad/test_lab.py",
    "tests/tools/slides/test_larger.py",
    "tests/widgets/test_focus.py",
    *(f"notebooks/{name}.ipynb" for name in ("10_trust_no_gradient", "12_inside_the_network", "13_a_digit_that_moves")),
    *(f"notebooks/{name}.ipynb" for name in ("09_learning", "06_max_pooling", "08_dense_and_convolution")),
    *(f"notebooks/{name}.ipynb" for name in ("02_why_locality", "01_ann_parameter_counts")),
    "tests/tools/hub/test_hub.py",
    "tests/widgets/test_narrow.py",
    "tests/check/test_attempt.py",
    "tests/widgets/time_machine/test_page.py",
    "tests/tools/collect/test_page.py",
    "tests/widgets/time_machine/test_lab.py",
    "tests/widgets/test_keys.py",
    "tests/test_lesson_without_pytorch.py",
]


def pytest_addoption(parser):
    group = parser.getgroup("random settings, on which the widgets' arithmetic is compared with Python's")
    group.addoption("--fuzz", type=int, default=25, help="how many there are for each test (25)")
    group.addoption("--fuzz-seed", type=int, help="the seed of an earlier run, which a failing test prints")
    lite = parser.getgroup("lessons in JupyterLite")
    lite.addoption("--lite", action="store_true", help="run every lesson there, and not only some of them")
    decks = parser.getgroup("slides")
    decks.addoption("--decks", action="store_true", help="run every lesson for its slides, and the ninety minutes")


def missing(what):
    """Skip a test for what this machine lacks; CI has it all, and fails."""
    pytest.fail(what) if os.environ.get("CI") else pytest.skip(what)


def pytest_configure(config):
    if not config.pluginmanager.hasplugin("playwright"):
        config.pluginmanager.import_plugin("without_browser")


def pytest_collection_modifyitems(items):
    """The longest files first: at the end no worker is left alone with one of them."""
    places = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(LONGEST)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Whether a test has failed, for what is done after it."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        missing(NO_CHROMIUM)
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the notebooks: its address, its token, and their folder."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(NOTEBOOKS, folder / "notebooks")
    with running_lab(folder) as (address, token):
        yield address, token, folder / "notebooks"


class LabPage:
    """A page with JupyterLab that goes on from test to test: to load it takes more than most tests do.

    Each test closes what the one before has opened. After a test that failed, and where a dialog was left open, the
    page is loaded anew.
    """

    def __init__(self, browser, address, token):
        self.browser, self.url, self.page = browser, f"{address}/lab?token={token}&reset", None

    def ready(self):
        """The page, with nothing open."""
        if self.page is None or self.page.evaluate(IN_THE_WAY):
            self.close()
            self.page = self.browser.new_context().new_page()
            self.page.goto(self.url)
            self.page.wait_for_function("() => window.jupyterapp?.shell", timeout=90_000)
            self.page.evaluate("() => window.jupyterapp.restored")
        return self.page

    def close(self):
        if self.page is not None:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="session")
def lab_page(browser, lab):
    address, token, _ = lab
    kept = LabPage(browser, address, token)
    yield kept
    kept.close()


@pytest.fixture
def open_lesson(lab, lab_page, request):
    """A function that opens a lesson, runs all its cells, and checks that nothing failed or left the machine."""
    address, page = lab[0], lab_page.ready()
    foreign = []
    own = (address, address.replace("http", "ws"), "data:", "blob:")
    hear = lambda request: None if request.url.startswith(own) else foreign.append(request.url)  # noqa: E731
    page.on("request", hear)

    def run(name, theme="Light"):
        page.evaluate(OPEN, name)
        page.wait_for_function(IDLE, timeout=90_000)
        choose_theme(page, theme)
        finished = page.evaluate(RUN_ALL) is not False
        assert page.evaluate(ERRORS) == []
        assert finished
        return page

    yield run
    page.remove_listener("request", hear)
    if request.node.stash[FAILED]:
        if request.config.getoption("screenshot", "off") != "off":
            name = re.sub(r"\W+", "-", request.node.nodeid)[-150:]
            page.screenshot(path=f"{request.config.getoption('output')}/{name}.png")
        lab_page.close()
    assert foreign == []


def choose_theme(page, theme):
    """Give JupyterLab its "Light" or its "Dark" theme."""
    page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})", THEMES[theme])
    page.locator(f"body[data-jp-theme-name='{THEMES[theme]}']").wait_for(state="attached")


@pytest.fixture
def open_cells(lab, open_lesson):
    """A function that opens a notebook of these code cells as `open_lesson` does; each source is one cell."""

    def run(*sources, theme="Light"):
        write_notebook(lab[2] / "cells.ipynb", *sources)
        return open_lesson("cells.ipynb", theme)

    return run


@pytest.fixture
def clock(page):
    """The stopped clock of the page opened next: its timers and frames go on by `clock.run_for(milliseconds)` only."""
    page.clock.install(time=0)
    page.clock.pause_at(1)
    return page.clock


@pytest.fixture
def open_page(page, tmp_path):
    """A function that shows a widget from a file, with no Python and no network, and at the end nothing was thrown."""
    # Kept, not raised here: an exception in a listener ends Playwright itself, and with it every later test.
    wrong = []
    page.route(re.compile("^https?:"), lambda route: wrong.append(f"leaves the machine: {route.request.url}"))
    page.on("pageerror", lambda error: wrong.append(f"{error}\n{error.stack}"))

    def show(widget, scheme="light", motion="no-preference", title=None):
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        page.set_viewport_size({"width": 732, "height": 900})
        widget.to_html(tmp_path / "page.html", title)
        page.goto((tmp_path / "page.html").as_uri())
        page.wait_for_selector(".cnnlab")
        return page

    yield show
    assert wrong == []
