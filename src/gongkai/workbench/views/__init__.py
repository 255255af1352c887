"""One page a module. A view reads by queries, writes by actions and turns their refusals into sentences on the page."""
