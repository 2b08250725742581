"""What a class has handed in, as a table, a list of its misconceptions, a file for a spreadsheet, and a picture."""
