"""Training and testing: batches shared out over a few threads, progress in sight, and a stop that loses nothing."""

from cnnlab.checkpoint import load, save
from cnnlab.training.gradient_check import GradientCheck, gradcheck
from cnnlab.training.loop import Evaluation, History, Run, evaluate, fit

__all__ = ["Evaluation", "GradientCheck", "History", "Run", "evaluate", "fit", "gradcheck", "load", "save"]
