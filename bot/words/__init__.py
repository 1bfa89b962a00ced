"""How Surge writes and reads figures and times, in English. Pure; the ground floor of what is said."""
