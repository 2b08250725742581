"""The cases of an exercise: whoever counts on small, whole or large numbers is found out, and nobody else."""

import numpy as np
import pytest
from checkers import EXERCISES

from cnnlab import check
from cnnlab.check.examine import examine

OF_ARRAYS = [exercise for exercise in EXERCISES if isinstance(exercise.right(*exercise.cases[0].args), np.ndarray)]
OF_NUMBERS = [exercise for exercise in EXERCISES if exercise not in OF_ARRAYS]
IN_WHOLE_NUMBERS = {"confusion"}  # what these give back are counts
WITHIN_ONE = {"cross_entropy_grad"}  # what these give back is never far from 0
# These give back numbers that they were given.
AS_GIVEN = {"conv_as_matrix", "max_pool2d", "moved", "occlude", "shuffle_all"}

each_of_arrays = pytest.mark.parametrize("exercise", OF_ARRAYS, ids=[exercise.name for exercise in OF_ARRAYS])
each_of_numbers = pytest.mark.parametrize("exercise", OF_NUMBERS, ids=[exercise.name for exercise in OF_NUMBERS])


def made(exercise, change):
    """The right answer with a change at the end, of a function that takes arrays of any type."""

    def fn(*args, **options):
        exact = [arg.astype(float) if np.asarray(arg).dtype.kind == "f" else arg for arg in args]
        exact = [arg.astype(float) if name in FLOATS else arg for name, arg in zip(names, exact, strict=False)]
        with np.errstate(all="ignore"):
            return change(exercise.right(*exact, **options), args)

    names = exercise.argument_names()
    return fn


FLOATS = {"image", "images", "signal", "kernel"}


def test_there_are_exercises_of_arrays_and_of_numbers():
    assert len(OF_ARRAYS) > 7
    assert len(OF_NUMBERS) > 5


@each_of_arrays
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.float16, int])
def test_an_array_without_room_for_the_answer_is_refused_and_named(exercise, dtype):
    result = examine(exercise, made(exercise, lambda right, args: right.astype(dtype)))
    if dtype is int and exercise.name in IN_WHOLE_NUMBERS:
        assert result.ok
    else:
        assert result.ok is False
        assert "np.zeros(" in result.hint


@each_of_arrays
def test_an_array_of_the_first_arguments_type_is_right_only_where_its_numbers_are_what_comes_back(exercise):
    result = examine(exercise, made(exercise, lambda right, args: right.astype(args[0].dtype)))
    gradients = {"average_gradients", "conv2d_grad_input"}  # their first argument is a gradient: always of fractions
    gradients |= {"cross_entropy_grad"}  # whose scores are fractions, too
    assert result.ok is (exercise.name in AS_GIVEN | IN_WHOLE_NUMBERS | gradients), result.message


@each_of_arrays
def test_single_precision_and_nested_lists_are_right(exercise):
    for change in (lambda right, args: right.astype(np.float32), lambda right, args: right.tolist()):
        result = examine(exercise, made(exercise, change))
        assert result.ok, result.message


@each_of_arrays
def test_there_are_large_and_small_numbers_and_fractions(exercise):
    numbers = exercise.right if exercise.name not in WITHIN_ONE else lambda scores, right: scores
    answers = [numbers(*case.args) for case in exercise.all_cases()]
    assert max(answer.max() for answer in answers) > 255
    if exercise.name not in IN_WHOLE_NUMBERS:
        assert min(answer.min() for answer in answers) < -255
        assert any((answer % 1).any() for answer in answers)


@each_of_numbers
def test_a_whole_number_is_right_in_any_type(exercise):
    for kind in (float, np.float64, np.int64, np.array, str):
        result = examine(exercise, lambda *args, kind=kind, **options: kind(exercise.right(*args, **options)))
        assert result.ok is (kind is not str), result.message


@each_of_numbers
def test_a_whole_number_that_is_off_by_one_is_wrong(exercise):
    """However large it is: of 357,604 numbers one is a part of 0.000003."""
    largest = max(exercise.right(*case.args, **case.options) for case in exercise.all_cases())

    def nearly(*args, **options):
        answer = exercise.right(*args, **options)
        return answer + (answer == largest)

    assert examine(exercise, nearly).ok is False


def test_gradients_of_any_rank_are_tried():
    def of_two_axes_only(first, n_first, second, n_second):
        rows, columns = first.shape
        return ((n_first * first + n_second * second) / (n_first + n_second)).reshape(rows, columns)

    result = check.average_gradients(of_two_axes_only)
    assert result.ok is False
    assert "ValueError" in result.message


@pytest.mark.parametrize("start", [0, -10, -100, -1000, -1e6, -1e9])
def test_a_search_that_does_not_begin_low_enough_is_found_out(start):
    def max_pool2d(image, kernel_size, stride):
        out = np.zeros([(size - kernel_size) // stride + 1 for size in image.shape])
        for row, column in np.ndindex(out.shape):
            best = start
            for i, j in np.ndindex(kernel_size, kernel_size):
                best = max(best, image[row * stride + i, column * stride + j])
            out[row, column] = best
        return out

    result = check.max_pool2d(max_pool2d)
    assert result.ok is False
    assert result.misconception == "M10"
    assert "-np.inf" in result.hint


def test_what_is_said_of_the_window_is_said_only_where_it_is_drawn():
    for checker in (check.max_pool2d, check.conv2d_grad_weight):
        result = checker(lambda *args: np.zeros((9, 9)))
        assert result.failure.window is None
        assert result.hint
        assert "frame" not in result.hint
        result = checker(lambda *args: np.array([[0.123]]) if args[0].size == 1 else np.full((2, 2), 0.123))
        assert result.failure.window
        assert "frame" in result.hint
