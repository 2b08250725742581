"""Lessons on paper: a PDF of A4 pages each, written by the browser."""
