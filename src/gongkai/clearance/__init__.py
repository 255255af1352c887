"""公开审查, 保密审查 (Art. 17): nothing leaves without a record that somebody other than its author cleared exactly it.

Owns the records and the answer to "is this content cleared?". Does not know what it clears: a subject is a name
("item:12"), a content is a hash of text and files. Never publishes.
"""
