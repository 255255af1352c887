"""What any published text is made of: clean HTML, and files that stay private until something public uses them.

Owns stored files and the only way out for them. Does not know what uses a file, nor who may see a draft:
contexts above register that in `gates`.
"""
