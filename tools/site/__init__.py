"""The lessons as a site: a book with live widgets that any web server can hold, and no Python behind it."""
