"""One value -> Block Kit and plain text. Pure functions, plain dicts; `limits.py` holds Slack's limits."""
