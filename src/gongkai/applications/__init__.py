"""依申请公开 (Arts 27-45): the application, its applicant, its letters and its record.

Owns the case from receipt to archive. Derives state, clock and report cell from events; never publishes anything.
"""
