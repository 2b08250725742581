"""TrainingMonitor: loss, accuracy, first-layer kernels and a few digits, live while `fit` runs, with a Stop button."""

from cnnlab.widgets.training_monitor.widget import TrainingMonitor

__all__ = ["TrainingMonitor"]
