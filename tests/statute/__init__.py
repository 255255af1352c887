"""Tests of the law tables and clocks; all but the walk over the articles run without Django."""
