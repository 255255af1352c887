"""The name of this edition of the scanners. Move it when a rule changes: public pages are then read again at night."""

EDITION = "2026.11"
