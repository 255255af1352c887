"""法: the law as tables a lawyer can read, and the arithmetic that follows from them.

Plain Python: no Django, no clock of its own (every date is given by the caller), no file written. Rows are dated and
carry their article; an old case asks with its old date and is answered by the law of that day. Everything here may be
imported in a few milliseconds and read without knowing the rest of the package.
"""
