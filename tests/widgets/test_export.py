"""A notebook with widgets, converted to a page for readers who have neither Python nor a network."""

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from traitlets.config import Config

SOURCE = "from cnnlab.widgets import ConvStepper\nConvStepper([[0, 1, 2], [1, 3, 5], [0, 2, 6]], [[1, -1], [2, -2]])"


def test_as_teaching_says_each_widget_leaves_its_sentence():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE)])
    NotebookClient(notebook, timeout=120).execute()
    assert "widgets" in notebook.metadata  # which a browser could only show with code from a network
    told = Config({"ClearMetadataPreprocessor": {"enabled": True}})
    page, _ = HTMLExporter(config=told).from_notebook_node(notebook)
    assert "ConvStepper(image (1, 3, 3), kernel (1, 1, 2, 2))" in page
    assert '<script type="application/vnd.jupyter.widget-view+json">' not in page
