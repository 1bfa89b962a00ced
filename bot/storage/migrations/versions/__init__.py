"""All revisions there are: one file each, never changed once released."""
