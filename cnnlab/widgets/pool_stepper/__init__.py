"""PoolStepper: a pooling window strides over an array, and the cell that wins is marked."""

from cnnlab.widgets.pool_stepper.widget import PoolStepper

__all__ = ["PoolStepper"]
