"""The words of web pages and PDF files, as plain text with a line a paragraph.

Both need the extra `accord[draft]`: trafilatura (Barbaresi 2021, "Trafilatura: a web scraping
library and command-line tool for text discovery and extraction", ACL demonstrations, 122-131)
leaves menus, footers and comments out of a page; pypdf gives the lines of a PDF as they are set,
which are put together to paragraphs here, without what stands at the head or foot of each page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from io import BytesIO
from types import ModuleType

from accord.errors import InputError

PAGE = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.I | re.S
)
PDF = b"%PDF"
MOST_PAGES = 1_000  # of a PDF; a text of a megabyte has some 400
REPEATED = 0.5  # of the pages: a line that stands on as many is a heading or footing of pages
FROM = 3  # pages on, below which nothing can be told to repeat
SHORT = (
    0.75  # of the usual length of a line: one that is shorter and ends a sentence ends a paragraph
)


def of_web_page(held: str, name: str) -> str:
    """Give the words of a web page.

    Raises
    ------
    InputError
        where the extra isn't installed, or the page has no prose
    """
    found = _library("trafilatura", name, "a web page").extract(
        held, include_comments=False, include_tables=False, favor_recall=True
    )
    if not found:
        raise InputError(
            f"{name} is a web page in which no prose was found; save its words as text"
        )
    return str(found) + "\n"


def of_pdf(held: bytes, name: str) -> str:
    """Give the words of a PDF.

    Raises
    ------
    InputError
        where the extra isn't installed, or the file is damaged, locked, a scan or too long
    """
    pypdf = _library("pypdf", name, "a PDF")
    try:
        reader = pypdf.PdfReader(BytesIO(held))
        many = len(reader.pages)
        if many > MOST_PAGES:
            raise InputError(f"{name} has {many:,} pages; a PDF has at most {MOST_PAGES:,} here")
        pages = [page.extract_text().splitlines() for page in reader.pages]
    except InputError:
        raise
    except Exception as error:  # whatever the parser meets in somebody else's bytes
        wrong = f"{name} is a PDF that can't be read: {error or type(error).__name__}"
        raise InputError(f"{wrong}; save its words as a text file") from None
    text = "\n".join(_paragraphs(_without_margins(pages)))
    if not text.strip():
        raise InputError(f"{name} is a PDF without words, such as a scan; draft a text of it")
    return text + "\n"


def _library(module: str, name: str, what: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError:
        need = "pip install 'accord[draft]'"
        raise InputError(f"{name} is {what}, and {module} isn't installed: {need}") from None


def _without_margins(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Leave out page numbers, and lines that stand at the head or foot of most pages."""
    ends = Counter(
        _numberless(line) for page in pages for line in {*page[:2], *page[-2:]} if line.strip()
    )
    repeated = {
        line for line, many in ends.items() if len(pages) >= FROM and many >= REPEATED * len(pages)
    }
    for page in pages:
        for line in page:
            if _numberless(line) not in repeated and not re.fullmatch(
                r"\W*\d*\W*", line.strip() or "x"
            ):
                yield line


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    """Put lines together; a blank one, or a short one that ends a sentence, ends a paragraph."""
    every = list(lines)
    lengths = sorted(len(line) for line in every if line.strip())
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    gathered = ""
    for line in (one.strip() for one in every):
        if gathered and not line:
            yield gathered
            gathered = ""
        elif line:
            hyphened = re.search(r"[a-z]-$", gathered) and line[0].islower()
            gathered = gathered[:-1] + line if hyphened else f"{gathered} {line}".strip()
            if len(line) < SHORT * usual and line[-1] in '.!?:”"':
                yield gathered
                gathered = ""
    if gathered:
        yield gathered
