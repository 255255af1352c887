"""The public face: frame, components, tokens, and every page a citizen reads. Reads by queries, writes nothing."""
