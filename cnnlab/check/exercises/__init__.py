"""Every exercise: its right answer, its cases, and the slips that are known."""
