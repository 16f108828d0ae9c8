"""Web pages and PDF files give their prose, without what stands around it."""

import json
import sys

import pytest
from tests.cli.command import inside

from accord import draft, load_world
from accord.drafting import pages, reading
from accord.errors import InputError

SHARE = "Azerbaijan supplied 4 percent of the EU’s gas in 2023, and that is not much of it."
AROUND = "<nav><a href='/'>Home</a> <a href='/news'>Oil news</a></nav>"
PAGE = f"""<!DOCTYPE html>
<html><head><title>Caspian gas</title><style>p {{}}</style><script>var oil = 1</script></head>
<body>{AROUND}<article><h1>Caspian gas reaches Italy</h1>
<p>{SHARE.replace("’", "&rsquo;").replace("4 percent", "<b>4 percent</b>")}</p>
<ul><li>Italy depends on Algeria for a third of its gas.</li></ul></article>
<footer>Cookies help Russia to sell oil to China. Contact us.</footer></body></html>
"""


def pdf(*sheets):
    """Write a PDF by hand: a sheet is a list of lines."""
    count = len(sheets)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} "
        f"/Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(count))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(sheets):
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 10 Tf 40 800 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    written, starts = "%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        starts.append(len(written))
        written += f"{n} 0 obj\n{one}\nendobj\n"
    at = len(written)
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    return written.encode("latin-1")


SHEETS = [
    [
        f"The Caspian Review {page}",
        f"{who} produces around {page}0 percent of the world's uranium, and most of what it ex-",
        f"ports to {where} crosses Russia.",
        f"{where} imports all of its crude from abroad, as it has done for years and years.",
        f"{page}",
    ]
    for page, who, where in (
        (1, "Kazakhstan", "Germany"),
        (2, "Canada", "Finland"),
        (3, "Namibia", "Sweden"),
    )
]


def test_a_web_page_is_drafted_without_its_menus_and_footers(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    done = inside("draft", "page.html", "--json", cwd=tmp_path)
    quotes = [span["quote"] for span in json.loads(done.stdout)["spans"]]
    assert quotes[0].startswith("Azerbaijan supplied 4 percent of the EU’s gas in 2023")
    assert "Italy depends on Algeria for a third of its gas." in quotes
    assert not any("Cookies" in quote or "news" in quote for quote in quotes)


def test_python_takes_a_page_and_says_which_words_its_spans_count_in():
    found = draft(PAGE)
    assert "<" not in found.text
    assert all(found.text[one.start : one.end] == one.quote for one in found.claims)


def test_a_pdf_is_put_together_to_paragraphs_without_page_heads_and_numbers(tmp_path):
    (tmp_path / "review.pdf").write_bytes(pdf(*SHEETS))
    text = reading.read(pdf(*SHEETS), "review.pdf")
    assert "most of what it exports to Finland crosses Russia." in text
    assert "Review" not in text
    assert not any(line.strip().isdigit() for line in text.splitlines())
    done = inside("draft", "review.pdf", "-o", "review.toml", cwd=tmp_path)
    assert done.returncode == 0
    assert "no faults" in inside("check", "review.toml", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"%PDF-1.7", "is a PDF that can't be read"),
        (b"%PDF-1.4\n" + b"\x00\xff" * 500, "is a PDF that can't be read"),
        (pdf([]), "is a PDF without words, such as a scan"),
        (b"<!DOCTYPE html><p></p>", "no prose was found"),
    ],
)
def test_a_page_or_pdf_without_words_is_refused(held, said):
    with pytest.raises(InputError, match=said):
        reading.read(held, "odd")


@pytest.mark.parametrize(("module", "held"), [("trafilatura", PAGE.encode()), ("pypdf", pdf([]))])
def test_without_the_extra_it_says_what_to_install(monkeypatch, module, held):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=r"isn't installed: pip install 'accord\[draft\]'"):
        reading.read(held, "odd")


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    with pytest.raises(InputError, match="has 3 pages; a PDF has at most 2"):
        pages.of_pdf(pdf(*SHEETS), "long.pdf")


def test_lines_broken_off_are_one_paragraph_and_list_marks_stand_in_no_quote():
    text = (
        "Oil and the Gulf\n\n"
        "Saudi Arabia supplies a fifth of the crude oil that Japan and its\n"
        "neighbours import; the Emirates supply a third.\n\n"
        "- China buys half of the oil of Iraq.\n- India buys a third of the oil of Iraq.\n"
    )
    found = draft(text, world=load_world())
    assert [one.paragraph for one in found.claims] == [1, 1, 2, 3]
    assert found.claims[0].quote.endswith("that Japan and its\nneighbours import")
    assert found.claims[2].quote == "China buys half of the oil of Iraq."
    assert found.title == "Oil and the Gulf"
