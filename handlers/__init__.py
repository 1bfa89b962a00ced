"""How people and the clock reach Surge. Never says "Yahoo", "Redis" or "SQL"."""
