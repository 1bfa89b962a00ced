"""Recorded days to replay, each with the script that built it from recorded figures."""
