"""All the places quotes come from."""
