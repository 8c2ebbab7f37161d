"""The command group."""


def main() -> int:
    """Run vocabsync."""
    raise NotImplementedError
