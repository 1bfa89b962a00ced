"""What a person can do in the sandbox, one file each: it tells the app as Slack would, and gathers the answer."""
