"""接口: what other systems may ask, as JSON. Reads through the same queries as the pages, behind the same doors.

Every answer is described in openapi.json; every refusal is a problem document (RFC 9457) in Chinese.
"""
