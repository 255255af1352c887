"""依申请公开 at the desk: what the pages of applications show, read from queries and put into words. Owns no rule."""
