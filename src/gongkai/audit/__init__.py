"""Who did what, when: an append-only trail in which every row carries the hash of the row before it.

Owns the trail and its verification. Holds digests and names of things, never the text of a document or personal data.
"""
