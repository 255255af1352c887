"""Plain data out as files: official letters as Word and PDF, tables as xlsx and CSV, HTML, SVG, JSON. No Django, no law."""
