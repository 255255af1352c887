"""拔电: publishing, baking and indexing killed with SIGKILL at any moment, while a reader looks at the site all the time."""
