"""What Yahoo's answers mean, and how it is asked; the provider itself is `bot/market/providers/yahoo.py`."""
