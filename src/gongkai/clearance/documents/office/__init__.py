"""What Word, Excel and PowerPoint files have in common: packages of parts, their properties, colours, drawings, macros."""
