"""Measurements behind decisions, as ratios within one run. `python -m benchmarks --help`."""
