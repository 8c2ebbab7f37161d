"""The service we do not own: calls, verdicts, complete listings."""
