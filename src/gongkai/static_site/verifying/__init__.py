"""核验: whether what stands in a directory, in a bucket or behind an address is what the manifest says, file by file."""
