"""base: everything; dev, test, production: thin differences."""
