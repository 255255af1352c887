"""依申请公开, the public's side: the form, its files, the way back to one's own case. Asks queries, calls actions, owns no rule."""
