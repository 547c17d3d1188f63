"""What others would use: search engines and string matchers over the same facts.

Each is given every advantage that costs nothing: the facts' other names and English labels, the
segmentation and the spelling that this engine uses too. Their libraries are an extra; a peer whose
library is not installed is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from bot.benchmark.documents import Document
from bot.benchmark.running import Told
from bot.language.normalise import fold

ALL = 1


class Ranker(Protocol):
    """Finds the document that is nearest to a text."""

    def best(self, text: str) -> tuple[int, float] | None:
        """Return its number and its score; nothing where nothing is near at all."""
        ...


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer: the module that it needs and how it is built."""

    name: str
    module: str
    build: Callable[[Sequence[Document]], Ranker]

    @property
    def installed(self) -> bool:
        """Whether its library is there."""
        return find_spec(self.module) is not None


class Fuzzy:
    """rapidfuzz `process.extractOne` over the labels."""

    def __init__(self, documents: Sequence[Document], scorer: str) -> None:
        self._extract: Any = import_module("rapidfuzz.process").extractOne
        self._scorer = getattr(import_module("rapidfuzz.fuzz"), scorer)
        self._labels = [document.label for document in documents]

    def best(self, text: str) -> tuple[int, float] | None:
        """Return the nearest label."""
        found = self._extract(text, self._labels, scorer=self._scorer)
        return (int(found[2]), float(found[1])) if found else None


class Cutter:
    """jieba with the dictionary that it comes with."""

    def __init__(self) -> None:
        jieba: Any = import_module("jieba")
        jieba.setLogLevel("ERROR")
        self._cut = jieba.Tokenizer().lcut_for_search

    def cut(self, text: str) -> list[str]:
        """Return the words of a text."""
        return [word for word in self._cut(text) if word.strip()]


class Bm25:
    """bm25s over jieba."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._cutter = Cutter()
        self._index: Any = import_module("bm25s").BM25()
        self._index.index([self._cutter.cut(document.words) for document in documents],
                          show_progress=False)

    def best(self, text: str) -> tuple[int, float] | None:
        """Return the document with the most telling words in common."""
        words = self._cutter.cut(text)
        if not words:
            return None
        numbers, scores = self._index.retrieve([words], k=ALL, show_progress=False)
        score = float(scores[0][0])
        return (int(numbers[0][0]), score) if score > 0 else None


class Tantivy:
    """tantivy over jieba, its index in memory."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._cutter = Cutter()
        self._library: Any = import_module("tantivy")
        builder = self._library.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace")
        builder.add_unsigned_field("number", stored=True)
        self._schema = builder.build()
        index = self._library.Index(self._schema)
        writer = index.writer(num_threads=1)
        for number, document in enumerate(documents):
            writer.add_document(self._library.Document(
                number=number, words=" ".join(self._cutter.cut(document.words))))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def best(self, text: str) -> tuple[int, float] | None:
        """Return the document with the most telling words in common."""
        should = self._library.Occur.Should
        terms = [(should, self._library.Query.term_query(self._schema, "words", word))
                 for word in dict.fromkeys(self._cutter.cut(text))]
        hits = self._searcher.search(self._library.Query.boolean_query(terms), ALL).hits \
            if terms else []
        return (int(self._searcher.doc(hits[0][1])["number"][0]), float(hits[0][0])) \
            if hits else None


class Characters:
    """scikit-learn: the cosine of TF-IDF over runs of one to three characters."""

    def __init__(self, documents: Sequence[Document]) -> None:
        vectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer
        self._vectors: Any = vectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
        self._matrix = self._vectors.fit_transform([one.words for one in documents]).tocsr()

    def best(self, text: str) -> tuple[int, float] | None:
        """Return the document with the most telling runs in common."""
        cosines = (self._matrix @ self._vectors.transform([text]).T).toarray().ravel()
        number = int(cosines.argmax())
        score = float(cosines[number])
        return (number, score) if score > 0 else None


PEERS: Mapping[str, Peer] = {peer.name: peer for peer in (
    Peer("rapidfuzz ratio", "rapidfuzz", lambda documents: Fuzzy(documents, "ratio")),
    Peer("rapidfuzz WRatio", "rapidfuzz", lambda documents: Fuzzy(documents, "WRatio")),
    Peer("bm25s + jieba", "bm25s", Bm25),
    Peer("tantivy + jieba", "tantivy", Tantivy),
    Peer("scikit-learn TF-IDF", "sklearn", Characters),
)}


class RankedContender:
    """A peer that tells the best document, or refuses where its score is below a threshold."""

    def __init__(self, ranker: Ranker, documents: Sequence[Document],
                 threshold: float = 0.0) -> None:
        self._ranker = ranker
        self._documents = documents
        self._threshold = threshold

    def ask(self, text: str, _chat: str) -> Told:
        """Answer one message; it knows nothing of the conversation."""
        found = self._ranker.best(fold(text))
        if found is None or found[1] < self._threshold:
            return Told("unknown", "", found[1] if found else 0.0)
        document = self._documents[found[0]]
        return Told("answer" if document.known else "unknown", document.sentence, found[1])
