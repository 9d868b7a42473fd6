"""One file per page, each answering one question."""
