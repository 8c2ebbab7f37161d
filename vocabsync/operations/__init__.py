"""The straight lines: one file per command, named steps, effects through ports."""
