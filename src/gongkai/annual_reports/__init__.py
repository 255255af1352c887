"""年度报告 (Arts 49-50): compiled from recorded events, signed in time, shown as a page and as data."""
