"""Quote caches: one file each. Losing one costs a request, never an answer's truth."""
