"""旧网址: the addresses pages had before (a former site's, a closed organ's) and where each leads now. Never serves a page."""
