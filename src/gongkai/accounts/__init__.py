"""Who signs in. Knows no organ: a post in an organ points at an account, never the other way round."""
