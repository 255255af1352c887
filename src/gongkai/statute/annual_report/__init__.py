"""年度报告的统一格式 (Arts 49-50): forms by year with outlines and tables, identities (勾稽关系), legal dates.

Counts nothing and reads no record: numbers are handed in.
"""
