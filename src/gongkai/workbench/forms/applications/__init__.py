"""The forms of disclosure on application, one module for each group of steps."""
