"""All checkups of the way to Slack: one file each."""
