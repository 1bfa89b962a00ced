"""All conditions there are: one file each."""
