"""Copies among all articles of the labelled sets: `bench_copies.py EVAL_DIR`.

Prints how long they take on this machine, and how many of the mined pairs are found.
"""

import argparse
import time
from pathlib import Path

from pipelines.copies import copies_among
from pipelines.evaluation.across import mined_pairs, sources_in


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    folder = parser.parse_args().path
    sources, mined = sources_in(folder), mined_pairs(folder)
    wall, processor = time.perf_counter(), time.process_time()
    found = {frozenset((copy.article_id, copy.other_id)) for copy in copies_among(sources)}
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(
        f"{len(sources):,} articles in {wall:.1f} s ({processor:.1f} s of one processor): "
        f"{len(mined & found)} of {len(mined)} mined pairs found, {len(found - mined)} others"
    )


if __name__ == "__main__":
    main()
