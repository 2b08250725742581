"""One checker for each exercise: hand it your function; it shows the first case that goes wrong, and a hint.

Every checker takes a function and returns a `Result`: .ok is True, False, or None where nothing was attempted; .message
says why. An error in your function, or a loop without end, is a sentence as well. Nothing is raised, but
KeyboardInterrupt when you press Stop. What your function sets for everybody, such as NumPy's error state or the
working folder, is put back.

One call may take two seconds, a whole check five. They are your function's own: an import does not count, and time that
passes without work counts a third. A single call into C that never returns, such as sum(itertools.repeat(1)), cannot be
stopped: restart the kernel.
"""

from cnnlab.check.exercises.average_gradients import average_gradients
from cnnlab.check.exercises.confusion import confusion
from cnnlab.check.exercises.conv1d import conv1d
from cnnlab.check.exercises.conv2d import conv2d
from cnnlab.check.exercises.conv2d_grad_input import conv2d_grad_input
from cnnlab.check.exercises.conv2d_grad_weight import conv2d_grad_weight
from cnnlab.check.exercises.conv_as_matrix import conv_as_matrix
from cnnlab.check.exercises.conv_output_size import conv_output_size
from cnnlab.check.exercises.conv_params import conv_params
from cnnlab.check.exercises.count_inputs import count_inputs
from cnnlab.check.exercises.cross_entropy_grad import cross_entropy_grad
from cnnlab.check.exercises.dense_params import dense_params
from cnnlab.check.exercises.diagnosis import diagnosis
from cnnlab.check.exercises.flatten_index import flatten_index
from cnnlab.check.exercises.max_pool2d import max_pool2d
from cnnlab.check.exercises.moved import moved
from cnnlab.check.exercises.occlude import occlude
from cnnlab.check.exercises.receptive_field import receptive_field
from cnnlab.check.exercises.shuffle_all import shuffle_all
from cnnlab.check.exercises.small_network import small_network
from cnnlab.check.exercises.ten_maps import ten_maps
from cnnlab.check.exercises.unread_columns import unread_columns
from cnnlab.check.verdict import Result

__all__ = [
    "Result",
    "average_gradients",
    "confusion",
    "conv1d",
    "conv2d",
    "conv2d_grad_input",
    "conv2d_grad_weight",
    "conv_as_matrix",
    "conv_output_size",
    "conv_params",
    "count_inputs",
    "cross_entropy_grad",
    "dense_params",
    "diagnosis",
    "flatten_index",
    "max_pool2d",
    "moved",
    "occlude",
    "receptive_field",
    "shuffle_all",
    "small_network",
    "ten_maps",
    "unread_columns",
]
