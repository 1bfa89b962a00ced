"""The schema's history, one revision a file in `versions`; run by `bot.storage.database`."""

HEAD = "0011"
