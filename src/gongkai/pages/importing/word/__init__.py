"""Word files: the parts of the package, how letters look by style, what automatic lists print, and the text in reading order."""
