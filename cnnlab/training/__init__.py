"""Training and testing: batches shared out over a few threads, progress in sight, and a stop that loses nothing."""

from cnnlab.checkpoint import load, save
from cnnlab.training.evaluation import Evaluation, evaluate
from cnnlab.training.gradient_check import GradientCheck, gradcheck
from cnnlab.training.loop import fit
from cnnlab.training.run import History, Run

__all__ = ["Evaluation", "GradientCheck", "History", "Run", "evaluate", "fit", "gradcheck", "load", "save"]
