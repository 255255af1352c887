"""What a command raises when the words it was called with cannot be used."""


class UsageProblem(Exception):
    """One sentence for the person at the keyboard; `main` prints it as a single line and exits with 2."""
