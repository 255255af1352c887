"""工作考核、目标管理、责任追究 (Arts 46-53): targets and how far they are met, score sheets, liability, what readers make of items.

Figures are read from the records of the contexts below; nothing here is counted twice or typed where a record exists.
"""
