"""What every test may use: the standing cast."""

pytest_plugins = ["tests.cast"]
