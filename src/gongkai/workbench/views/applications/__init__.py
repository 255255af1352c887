"""The pages of disclosure on application (Arts 27-45), one module for each group of steps."""
