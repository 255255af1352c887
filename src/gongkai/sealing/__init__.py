"""封存: personal data encrypted at rest. The keys lie outside the database, so a copy of it alone tells nothing.

Owns the keyring, sealed model fields, blind indexes, sealed files, masks and the rotation of keys. Does not know whose
data these are, nor who may read them.
"""
