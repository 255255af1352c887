"""数据包: what crosses an air gap on a medium, signed, safe to replay: the site outwards, applications inwards.

How and why: docs/decisions/0027-across-an-air-gap.md.
"""
