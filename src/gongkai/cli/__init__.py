"""The command line `gongkai`: one module a command, loaded only when called, so that the law answers without Django."""
