"""Gongkai 公开: government information disclosure (政府信息公开) for administrative organs."""

__version__ = "0.1.0"
