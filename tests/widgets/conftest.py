"""Fixtures for the tests of widgets: in JupyterLab, and of their arithmetic in Node."""

import pytest
from widgets.in_node import InNode

from tools.javascript import NO_NODE, node_and_npm


@pytest.fixture(scope="session")
def in_node():
    """What the page computes: `in_node.ask("shape", size=6, ...)`."""
    if node_and_npm() is None:
        pytest.skip(NO_NODE)
    node = InNode()
    yield node
    node.close()


@pytest.fixture
def open_views(open_cells):
    """A function that shows a widget in two cells, and returns the page and both views; the first cell is chosen."""
    from playwright.sync_api import expect  # here, for the tests without a browser do without it

    def run(source):
        page = open_cells(source, "widget")
        views = page.locator(".cnnlab")
        expect(views).to_have_count(2)
        page.keyboard.press("ArrowUp")
        return page, views.nth(0), views.nth(1)

    return run
