"""All the vendors of a whole-market figure."""
