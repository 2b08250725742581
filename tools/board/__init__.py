"""How far a class is, and which answers lead: a page on this machine that follows a shared folder."""
