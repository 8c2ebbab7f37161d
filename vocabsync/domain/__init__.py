"""Values and decisions: pure functions over frozen values, no effects."""
