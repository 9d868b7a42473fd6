"""Parallax: score how articles tell a story, and compare them."""
