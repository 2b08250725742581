"""TinyNetwork: one tiny network, walked forward number by number, back through every layer, and one step."""

from cnnlab.widgets.tiny_network.widget import TinyNetwork

__all__ = ["TinyNetwork"]
