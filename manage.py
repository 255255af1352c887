#!/usr/bin/env python3
"""Django's own command line, for development; everyday work goes through `gongkai`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
