"""What a trained network makes of labelled examples."""

import copy
from typing import NamedTuple

import numpy as np

from cnnlab import functional as F
from cnnlab._browser import thread_pool
from cnnlab.data import check_examples
from cnnlab.parallel import one_blas_thread, worker_count

EVALUATION_BATCH = 256  # images; larger ones fall out of the processor's cache


class Evaluation(NamedTuple):
    """Results on labelled examples: confusion[i, j] counts the examples of class i that were called class j."""

    loss: float
    accuracy: float
    confusion: np.ndarray
    logits: np.ndarray

    def __repr__(self):
        return f"Evaluation: {len(self.logits):,} examples, loss {self.loss:.4f}, accuracy {self.accuracy:.2%}"


def evaluate(model, x, y, *, workers=None):
    """Loss, accuracy, confusion matrix and logits of `model` on labelled examples, with dropout off.

    x (N, ...), y (N,) -> Evaluation. The model and its mode are left as they were.
    """
    check_examples(x, y)
    parts = [x[i : i + EVALUATION_BATCH] for i in range(0, len(x), EVALUATION_BATCH)]
    twin = copy.deepcopy(model).eval()
    with one_blas_thread(), thread_pool(worker_count(workers)) as pool:
        logits = np.concatenate(list(pool.map(twin.forward, parts)))
    loss, predicted = F.cross_entropy(logits, y), logits.argmax(1)
    classes = logits.shape[1]
    confusion = np.bincount(y.astype(np.intp) * classes + predicted, minlength=classes**2).reshape(classes, classes)
    return Evaluation(loss, float((predicted == y).mean()), confusion, logits)
