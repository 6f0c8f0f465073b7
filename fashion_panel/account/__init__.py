"""One account on a page: what the published warehouse says of it."""
