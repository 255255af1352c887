"""案件: what any case is: dated events, a table of lawful transitions, state and clock derived from them by replay.

Owns the engine, recording and numbering. Knows no procedure: contexts above bring their table and their event rows.
"""
