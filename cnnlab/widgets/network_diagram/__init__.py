"""NetworkDiagram: a dense network of any layer sizes, and how many parameters sit between its layers."""

from cnnlab.widgets.network_diagram.widget import NetworkDiagram

__all__ = ["NetworkDiagram"]
