"""门禁: the guards of public forms. Counting attempts, proof of work, a plain question, one effect per submission.

Owns its counters and spent tokens, none of which holds an address or a name. Does not know what a form is for.
"""
