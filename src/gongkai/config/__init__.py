"""Settings, routes and the WSGI entry: the only place that knows every context."""
