"""The daily closes that Surge keeps: filled once, extended each session."""
