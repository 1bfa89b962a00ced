"""When to speak."""
