"""主动公开: headings, disclosure items, their figures and clocks (Arts 12, 19-26).

Owns what is published and the record of it; asks `clearance` before anything leaves. Never serves a page: that is the portal's.
"""
