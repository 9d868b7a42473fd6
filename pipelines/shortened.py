"""Long words of an article cut to fit a line."""


def shortened(text: str, at_most: int) -> str:
    """The text on one line, cut between two words where it is longer than `at_most` characters."""
    line = " ".join(text.split())
    if len(line) <= at_most:
        return line
    whole, _, broken = line[: at_most + 1].rpartition(" ")
    return (whole or broken[:at_most]).rstrip(" ,;:–-") + " …"
