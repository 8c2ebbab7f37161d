"""The only place that prints, asks, reads the environment and exits."""
