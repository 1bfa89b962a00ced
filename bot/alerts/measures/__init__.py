"""All measures there are: one file each."""
