"""What we remember: ledger, journal, backups, and the one way to write a file."""
