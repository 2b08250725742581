"""Slides of the lessons: one HTML file each, with live widgets, that needs no Python and no network."""
