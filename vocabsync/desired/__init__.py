"""The files we own: reading, checking, writing them, and their history in git."""
