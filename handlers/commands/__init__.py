"""All subcommands there are: one file each."""
