"""Who wants to hear what, and who may decide it."""
