"""Text that looks like markup prints as the characters it is, in both outputs."""

import io
import re
from html.parser import HTMLParser

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader

from h200analysis.press.exporting import BriefingHTMLExporter, BriefingPDFExporter

HOSTILE = {
    "typst": '#let x = 1; #panic("x") ]) @ref <label> // c /* d */',
    "html": "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "tex": "\\LaTeX \\input{/etc/passwd} \\begin{x}",
    "citation": "@x [@y] (@z)",
    "fence": "``` {=typst} #panic()",
    "hidden": "a\u202eb \u200f \x07 华",
    "long": "w" * 300,
    "json": '"}], "x": {"${y}": \\"\\u0041\\"',
    "template": "{{ 7 * 7 }} {% raw %}",
}
SEEN = {**HOSTILE, "hidden": "a⟨U+202E⟩b ⟨U+200F⟩ ⟨U+0007⟩ 华"}
ESCAPED = {
    "typst": HOSTILE["typst"].replace("*", "\\*").replace("<", "\\<"),
    "html": HOSTILE["html"].replace("<", "\\<"),
    "tex": HOSTILE["tex"].replace("\\", "\\\\"),
    "fence": HOSTILE["fence"].replace("`", "\\`"),
    "json": HOSTILE["json"].replace("\\", "\\\\").replace("$", "\\$"),
}


class _Text(HTMLParser):
    """What a reader of the page sees, scripts and styles left out, and every tag met."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags, self._open = "", set[str](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        self.tags |= {tag, *(name for name, _ in attrs if name.startswith("on"))}

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag == self._open else self._open

    def handle_data(self, data: str) -> None:
        if self._open not in {"script", "style", "title"}:
            self.text += data


def _plain(text: str) -> str:
    """Level what typography and line breaking may change."""
    level = text.translate(str.maketrans("“”’", '""\'', "\u200b"))
    return re.sub(r"\s+", "", level)


def _cells(name: str) -> list[NotebookNode]:
    written, source = ESCAPED.get(name, HOSTILE[name]), HOSTILE[name]
    stream = new_output("stream", name="stdout", text=source)
    failed = new_output("error", ename="E", evalue=source, traceback=[])
    return [new_markdown_cell(f"# T\n\n{written}"), new_code_cell("", outputs=[stream, failed])]


def _notebook(name: str) -> NotebookNode:
    front = {"as_of": "2026-01-15", "footer": HOSTILE[name]}
    notebook: NotebookNode = new_notebook(cells=_cells(name), metadata={"h200": front})
    return notebook


@pytest.mark.parametrize("name", HOSTILE)
def test_page_shows_hostile_text_as_text(name: str) -> None:
    """In prose, output, error and footer alike, hostile text is text and makes no element."""
    exporter = BriefingHTMLExporter()
    page, _ = exporter.from_notebook_node(_notebook(name), {"metadata": {"name": "x"}})
    seen = _Text()
    seen.feed(page)
    assert 4 == _plain(seen.text).count(_plain(SEEN[name]))
    assert not seen.tags & {"img", "iframe", "onerror", "onclick"}


@pytest.mark.parametrize("name", HOSTILE)
def test_sheet_shows_hostile_text_as_text(name: str) -> None:
    """In prose, output, error and footer alike, the PDF prints the very characters."""
    exporter = BriefingPDFExporter()
    pdf, _ = exporter.from_notebook_node(_notebook(name), {"metadata": {"name": "x"}})
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert _plain(text).count(_plain(SEEN[name])) >= 4


@pytest.mark.parametrize(
    "source",
    [
        '[x]{onclick="alert(1)" style="color:red" typst:text:fill="red"}',
        '::: {.deck onclick="x" typst:fill="red"}\nx\n:::',
        "[x]{.picture address='\"><img onerror=1>' file='\"; #panic()' alt=a}",
        "[x]{.note-reference number=1} [x]{.note-separator}",
        "[x](javascript:alert(1)) [x](file:///etc/passwd) [x](data:text/html,x)",
        "x `#panic()`{=typst} `<script>`{=html}",
        "x\n\n```{=typst}\n#panic()\n```",
        "---\ntitle: x\n---\n\nx",
        "(@) x @a",
        "$\\evil{x}$ $$\\begin{nothing}x$$ x",
        "![x](https://example.com/x.png) ![x](/etc/passwd)",
    ],
)
def test_no_markup_reaches_past_the_text(source: str) -> None:
    """Attributes, raw parts, foreign links and broken equations pass neither press, nor stop it."""
    cells = [new_markdown_cell("# T"), new_markdown_cell(source)]
    notebook = new_notebook(cells=cells, metadata={"h200": {"as_of": "2026-01-15"}})
    resources = {"metadata": {"name": "x"}}
    page, _ = BriefingHTMLExporter().from_notebook_node(notebook, resources)
    pdf, _ = BriefingPDFExporter().from_notebook_node(notebook, resources)
    seen = _Text()
    seen.feed(page[page.index("<main") : page.index("</main>")])
    assert re.search(r"\bx\b", seen.text)
    assert re.search(r"\bx\b", PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    assert not seen.tags & {"img", "onclick"}
    assert not re.findall(
        r"javascript:|href=\"(?:file|data)|color:red", page[page.index("<main") :]
    )
