"""Training and testing: batches shared out over a few workers, progress in sight, and a stop that loses nothing."""

from cnnlab.checkpoint import load, save
from cnnlab.training.evaluation import Evaluation, evaluate
from cnnlab.training.gradient_check import GradientCheck, LayerChecks, gradcheck, gradcheck_each
from cnnlab.training.loop import fit
from cnnlab.training.run import History, Run

__all__ = [
    "Evaluation", "GradientCheck", "History", "LayerChecks", "Run",
    "evaluate", "fit", "gradcheck", "gradcheck_each", "load", "save",
]  # fmt: skip
