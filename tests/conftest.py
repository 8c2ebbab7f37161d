"""Profiles of hypothesis: small by default, large for ``make test-long``, fixed for mutation testing."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("mutants", max_examples=20, deadline=None, derandomize=True, phases=())
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
