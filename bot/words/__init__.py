"""How Surge writes and reads figures, times and sentences, in EN, 繁 and 简. Pure; the ground floor of what is said."""
