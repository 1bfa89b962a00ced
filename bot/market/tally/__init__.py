"""What Hong Kong has traded in all: who says so, our own estimate, and what it is held against."""
