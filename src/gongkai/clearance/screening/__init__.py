"""保密审查 of real things: scanning a subject's text and files, taking files in, settling what was found.

`exhibits` says what is looked at, `scanning` looks and remembers, `intake` lets a file in or refuses it, `standing` joins
what was found with what was settled. The scanners themselves know nothing of accounts or organs.
"""
