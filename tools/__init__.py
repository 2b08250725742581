"""What is no part of the package: how the lessons are run, shown as slides, pictured and measured."""
