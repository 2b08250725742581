"""NetworkExplorer: a trained net laid open for one digit, down to the arithmetic of any of its numbers."""

from cnnlab.widgets.network_explorer.widget import NetworkExplorer

__all__ = ["NetworkExplorer"]
