"""Search: articles to an index, a visitor's words to the articles that may help.

`wizard.search.semantic_pack` is for builds alone and imported by name: it needs `lzma`, which
Pyodide does not have.
"""

from wizard.search.articles import Article, Section
from wizard.search.background import EMPTY_BACKGROUND, Background, read_background
from wizard.search.build import build_index
from wizard.search.engine import Engine, Match, MatchedWord, Repair, SearchResult
from wizard.search.excerpt import ExcerptPart
from wizard.search.index import FORMAT_VERSION, Index
from wizard.search.semantics import Semantics, dump_semantics, load_semantics
from wizard.search.shards import MissingShards, ShardedLists
from wizard.search.similarity import Duplicate, duplicates
from wizard.search.split import SPLIT_FROM, split
from wizard.search.storage import dump, load
from wizard.search.texts import Texts, build_texts, dump_texts, load_texts

__all__ = [
    "EMPTY_BACKGROUND",
    "FORMAT_VERSION",
    "SPLIT_FROM",
    "Article",
    "Background",
    "Duplicate",
    "Engine",
    "ExcerptPart",
    "Index",
    "Match",
    "MatchedWord",
    "MissingShards",
    "Repair",
    "SearchResult",
    "Section",
    "Semantics",
    "ShardedLists",
    "Texts",
    "build_index",
    "build_texts",
    "dump",
    "dump_semantics",
    "dump_texts",
    "duplicates",
    "load",
    "load_semantics",
    "load_texts",
    "read_background",
    "split",
]
