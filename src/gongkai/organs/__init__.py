"""机关: the tree of organs, their people, posts and offices, and the disclosure guide (公开指南, Arts 4, 12).

Owns who is who. Knows nothing of what they publish.
"""
