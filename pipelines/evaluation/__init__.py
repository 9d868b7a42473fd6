"""Agreement with human labels: the labelled sets, their two parts, and the measures."""
