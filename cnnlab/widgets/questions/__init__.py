"""Quiz and Claims: questions that answer back, and a learner's answers, kept in one file that they can forget."""

from cnnlab.widgets.questions.widget import Claims, Quiz

__all__ = ["Claims", "Quiz"]
