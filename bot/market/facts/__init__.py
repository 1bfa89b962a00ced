"""All kinds of facts there are: one file each."""
