"""How dates are written: ISO 8601 in data fields, as the metadata rules of government sites ask."""
