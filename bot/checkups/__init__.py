"""All checkups of what Surge stands on: one file each."""
