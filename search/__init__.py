"""Full-text search over what one may read."""
