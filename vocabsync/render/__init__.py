"""Values become text; no input or output."""
