"""导入文件: a Word, WPS, PDF or Excel file, or what was copied from one, as clean HTML with what its head says of it.

Every reader gives the same `Source` of blocks; `shape` finds title, 文号, headings and 落款 in it; `writing` makes the HTML.
Plain Python, run in a process of its own by `apart`. Proposes, never decides: a clerk confirms every field.
"""
