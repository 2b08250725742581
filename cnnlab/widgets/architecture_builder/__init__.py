"""ArchitectureBuilder: stack layers, see at once what each makes and costs, and train what you built."""

from cnnlab.widgets.architecture_builder.widget import ArchitectureBuilder

__all__ = ["ArchitectureBuilder"]
