"""脱敏, 遮盖 and 区分处理 (Art. 37): what may not be read is gone from the copy, and that is proven before it is handed on.

Plain Python: bytes in, bytes and plain data out. `text`, `html` and `lists` mask words by rule; `office` rewrites
cleaned copies of documents and sheets; `pdf` and `images` paint boxes on pixels, `proposed` says where boxes should be;
`severance` writes the list of what was covered; `proof` looks for what remains.
"""
