"""Where every verdict passes: an attempt is kept in a learner's record, if there is one."""

from cnnlab.record import keep_attempt


def recorded(name, result):
    """`result`, the `Result` of the checker `name`, after it was kept; whatever was not attempted is not."""
    if result.ok is not None and (trouble := keep_attempt(name, result.ok, result.misconception)):
        print(f"({trouble})")
    return result
