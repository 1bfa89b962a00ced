"""What Surge knows: markets, alerts, who wants to hear what. Never says "Slack"."""
