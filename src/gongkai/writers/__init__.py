"""Plain data out as files and fragments: HTML tables, small SVG figures, JSON. No Django, and knows no law."""
