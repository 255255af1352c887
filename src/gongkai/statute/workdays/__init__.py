"""工作日: which days are worked, by the State Council's notices (节假日安排通知), one TOML file a year.

A later notice in a file may amend an earlier one; a notice may fix days of the December before its year. A year that
has no notice yet is computed from weekends and the statutory holidays, and says so.

To add a year: write `y2027.toml` beside the others, with title, number, dates and address of the notice, and one
`[[notice.holiday]]` table a holiday. An office need not wait for a release: `load_notices` reads any directory.
"""
