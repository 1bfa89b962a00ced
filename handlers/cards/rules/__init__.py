"""What each block and element may hold, one family a file. Read through `limits.py`."""
