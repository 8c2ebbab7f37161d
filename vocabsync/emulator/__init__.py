"""The stand-in: a faithful emulator of the vocabulary endpoint."""
