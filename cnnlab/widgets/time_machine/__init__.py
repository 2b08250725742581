"""TimeMachine: scrub through the training of a network: its kernels, maps, answers and errors at each moment."""

from cnnlab.widgets.time_machine.widget import TimeMachine

__all__ = ["TimeMachine"]
