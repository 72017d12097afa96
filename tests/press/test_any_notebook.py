"""Notebooks from elsewhere: each output is shown or named, and no cell costs the document."""

import base64
import io
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from h200analysis.errors import H200Error
from h200analysis.press import editions, formats, gate, reading
from h200analysis.press.clean import cleaned
from h200analysis.press.exporting import BriefingHTMLExporter, BriefingPDFExporter
from h200analysis.press.gate import outputs
from tests.press.changed import changed
from tests.press.dot import DOT

TITLE = new_markdown_cell("# It")
BARS = {
    "title": "Bars",
    "description": "One bar.",
    "data": {"values": [{"x": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "x", "type": "quantitative"}},
}
SVG = '<svg width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>'


class Exported(NamedTuple):
    """What both exporters make of a notebook: page, words on paper, faults, and the count."""

    page: str
    paper: str
    pdf: bytes
    faults: tuple[str, ...]
    tally: dict[str, int]


def _exported(*cells: NotebookNode, folder: Path | None = None) -> Exported:
    notebook = new_notebook(metadata={"h200": {"as_of": "2026-01-15"}})
    notebook.cells = [TITLE, *cells]  # which need not be sound
    about = {"name": "it", **({"path": str(folder)} if folder else {})}
    page, _ = BriefingHTMLExporter().from_notebook_node(notebook, {"metadata": {**about}})
    pdf, told = BriefingPDFExporter().from_notebook_node(notebook, {"metadata": {**about}})
    body = page[page.index("<main") : page.index("</main>")]
    return Exported(body, _words(pdf), pdf, tuple(told["faults"]), told["tally"])


def _words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _shows(data: dict[str, Any], told: dict[str, Any] | None = None) -> NotebookNode:
    output = new_output("display_data", data=data, metadata=told or {})
    cell: NotebookNode = new_code_cell("x", outputs=[output])
    return cell


def _prints(text: str, name: str = "stdout") -> NotebookNode:
    cell: NotebookNode = new_code_cell("x", outputs=[new_output("stream", name=name, text=text)])
    return cell


UNKNOWN = from_dict({**new_code_cell("x"), "outputs": [{"output_type": "later", "metadata": {}}]})


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        (_shows({"application/vnd.plotly.v1+json": {}}), "a Plotly chart"),
        (
            _shows({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Slider(3)"}),
            "a widget",
        ),
        (
            _shows({"application/x-later+json": {}}),
            "an output of the type application/x-later+json",
        ),
        (_shows({"text/html": "<div id=a></div><script>draw()</script>"}), "a script"),
        (_shows({"text/html": "<iframe src='https://example.org'></iframe>"}), "a frame"),
        (_shows({"image/png": "no base64!"}), "a picture"),
        (_shows({"image/png": base64.b64encode(b"no picture").decode()}), "a picture"),
        (_shows({"image/png": DOT[:40]}), "a picture"),
        (_shows({"image/svg+xml": "<svg><g></svg>"}), "a picture"),
        (UNKNOWN, "an output of the unknown type later"),
    ],
)
def test_what_cannot_be_shown_leaves_a_line_and_is_counted(cell: NotebookNode, named: str) -> None:
    """In the place of what no reader can be shown stands a line, and a fault names its cell."""
    made = _exported(cell, new_markdown_cell("Sound."))

    assert f"[Not shown here: {named}" in made.page
    assert f"[Not shown here: {named}" in " ".join(made.paper.split())
    assert "Sound." in made.paper
    assert any(f.startswith(f"cell 2: {named}") and "cannot be shown" in f for f in made.faults)
    assert {"found": 1, "shown": 0, "lost": 1} == made.tally


@pytest.mark.parametrize(
    "source",
    [
        "> " * 400 + "deep",
        "[far](https://example.org/" + "d" * 70_000 + ")",
    ],
)
def test_a_cell_that_typst_refuses_is_printed_as_code(source: str) -> None:
    """A cell that cannot be set on paper is printed as it was written, with a fault naming it."""
    made = _exported(new_markdown_cell("Before."), new_markdown_cell(source))

    (fault,) = made.faults
    assert fault.startswith("cell 3: it cannot be set on paper, and is printed as code: ")
    assert "Before." in made.paper
    assert source[:8].strip() in made.paper.replace("\u200b", "")


def test_under_the_press_such_a_cell_is_refused() -> None:
    """An edition in which a cell cannot be set is refused in a sentence that names the cell."""
    cells = [TITLE, new_markdown_cell("> " * 400 + "deep")]
    read = reading.read(new_notebook(cells=cells), "it")

    with pytest.raises(H200Error, match="cell 2: it cannot be set on paper"):
        formats.PDF.write(read)


@pytest.mark.parametrize(
    ("tex", "sign"),
    [
        (r"A \cap B", "∩"),
        (r"A \otimes B", "⊗"),
        (r"a \odot b \ominus c", "⊙"),
        (r"\llbracket x \rrbracket", "⟦"),
        (r"\label{one} a = b", "b"),
        (r"a = b \tag{7}", "(7)"),
        (r"{\rm lim} \color{red}{y}", "lim"),
        (r"\begin{vmatrix} a & b \\ c & d \end{vmatrix}", "|"),
        (r"\begin{Vmatrix} a & b \\ c & d \end{Vmatrix}", "‖"),
    ],
)
def test_equations_of_notebooks_are_set(tex: str, sign: str) -> None:
    """TeX that MathJax knows is set on paper, whatever names pandoc has for it."""
    made = _exported(new_markdown_cell(f"$${tex}$$"))

    assert () == made.faults
    assert sign in made.paper or "\\" not in made.paper


def test_an_environment_without_dollars_is_an_equation() -> None:
    """As in Jupyter, `align` in Markdown needs no dollars; in a fence it stays code."""
    align = "\\begin{align}\na &= b\n\\end{align}"
    made = _exported(new_markdown_cell(f"So\n\n{align}\n\n```\n{align}\n```"))

    assert 1 == made.page.count("<math")
    assert "<pre><code>\\begin{align}" in made.page


@pytest.mark.parametrize(
    ("source", "items"),
    [
        ("Text:\n- one\n- two", 2),
        ("Text:\n1. one\n2. two", 2),
        ("> Quoted:\n> * one", 1),
        ("- one\nand more\n- two", 2),
        ("It was in\n2026. It is over.", 0),
        ("$$a\n+ b\n- c$$", 0),
        ("Of $a\n+ b$ two", 0),
        ("```\nText:\n- one\n```", 0),
    ],
)
def test_a_list_right_below_a_line_is_one(source: str, items: int) -> None:
    """As in JupyterLab, a line of text needs no empty one before a list; an equation has none."""
    made = _exported(new_markdown_cell(source))

    assert items == made.page.count("<li>")
    assert ("•" in made.paper) == (items > 0 and "1." not in source)


@pytest.mark.parametrize(
    "cell",
    [
        new_code_cell("x", metadata={"caption": "What it *shows*"}),
        new_code_cell("x", metadata={"mystnb": {"figure": {"caption": "What it *shows*"}}}),
        new_code_cell('#| label: it\n#| fig-cap: "What it *shows*"\nx'),
    ],
)
def test_a_caption_of_the_cell_stands_above_what_it_shows(cell: NotebookNode) -> None:
    """Captions that nbsphinx, Jupyter Book or Quarto would print are printed."""
    cell["outputs"] = [new_output("display_data", data={"image/png": DOT})]

    made = _exported(cell)

    assert made.page.index("What it <em>shows</em>") < made.page.index("<img")
    assert "What it shows" in made.paper


def test_html_in_markdown_is_set_and_made_safe() -> None:
    """Tags in Markdown become what they say; what runs is named, what they load is not loaded."""
    made = _exported(
        new_markdown_cell(
            "A <b>bold</b> H<sub>2</sub>O, $x^2$ and `<code>`.^[With <i>care</i>.]<br>Next.\n\n"
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>\n\n"
            f'<img src="data:image/png;base64,{DOT}" alt="a dot" width="50">\n\n'
            '<script>alert(1)</script>\n\n<iframe src="http://127.0.0.1:9/"></iframe>\n\n'
            '<a href="javascript:alert(1)" onclick="alert(1)">bad</a> '
            '<img src="file:///etc/passwd"> <img src="../it.png" onerror="alert(1)">'
        )
    )

    assert "<strong>bold</strong> H<sub>2</sub>O, <math" in made.page
    assert "<code>&lt;code&gt;</code>" in made.page
    assert "<br>" in made.page.replace("<br />", "<br>")
    assert ">2</td>" in made.page
    assert 'alt="a dot" style="width: 50px"' in made.page
    assert not re.search(r"javascript:|onclick|onerror|<script>alert|<iframe|src=\"file", made.page)
    assert "bold" in made.paper
    assert 4 == len(made.faults)


def test_data_addresses_are_pictures_in_html_too() -> None:
    """A picture inside the address of an image is shown, at the width asked for."""
    page = f'<p>Seen:</p><img alt="dot" width="30" src="data:image/png;base64,{DOT}">'
    made = _exported(_shows({"text/html": page}))

    assert f'src="data:image/png;base64,{DOT}" alt="dot" style="width: 30px"' in made.page
    assert () == made.faults


@pytest.mark.parametrize("svg", [SVG, "<svg><circle r='4'/></svg>", SVG.replace("40", "100%")])
def test_a_drawing_without_namespace_or_size_is_shown(svg: str) -> None:
    """SVG as browsers take it, without namespace or size, is a figure on paper."""
    made = _exported(_shows({"image/svg+xml": svg}, {"image/svg+xml": {"alt": "A disc"}}))

    assert () == made.faults
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert b"A disc" in b"".join(
            bytes(each["/Alt"]) for each in pdf.objects if _has_words(each)
        )


def _has_words(element: pikepdf.Object) -> bool:
    return isinstance(element, pikepdf.Dictionary) and "/Alt" in element


def test_pictures_beside_the_notebook_are_found_and_none_outside(tmp_path: Path) -> None:
    """A relative picture is embedded; neither .. nor a link leads out of the notebook's folder."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for path in (tmp_path / "out.png", folder / "in.png"):
        path.write_bytes(base64.b64decode(DOT))
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    cell = new_markdown_cell("![a](in.png) ![b](../out.png) ![c](link.png)")

    made = _exported(cell, folder=folder)

    assert 1 == made.page.count("<img")
    assert ["../out.png", "link.png"] == [fault.split()[4] for fault in made.faults]


def test_a_chart_inside_a_script_is_drawn() -> None:
    """The page of Altair's default renderer holds the chart's specification: that is drawn."""
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", **BARS}
    page = f"<div id='v'></div><script>(function(spec){{vega}})({json.dumps(spec)}, {{}});</script>"
    made = _exported(_shows({"text/html": page, "text/plain": "alt.Chart(...)"}))

    assert '<figure class="chart"' in made.page
    assert {"found": 1, "shown": 1, "lost": 0} == made.tally


def test_a_refused_chart_leaves_the_next_one_alone() -> None:
    """A chart that fails while it is drawn is told; the sound one after it is drawn."""
    bad = {**BARS, "encoding": {**BARS["encoding"], "href": {"value": "javascript:x"}}}  # type: ignore[dict-item]
    kind = "application/vnd.vegalite.v6+json"
    made = _exported(_shows({kind: bad}), _shows({kind: BARS}))

    assert 1 == made.page.count('<figure class="chart"')
    assert {"found": 2, "shown": 1, "lost": 1} == made.tally


def test_colours_of_cells_are_kept_on_page_and_paper() -> None:
    """Colours that a style sheet or a cell itself gives are seen in both, no other style is."""
    page = (
        "<style>#T_1_row0_col0 {background-color: #a50026; position: fixed}</style>"
        '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td id="T_1_row0_col0">1'
        '</td><td style="color: rgb(0, 104, 55); background: url(x)">2</td></tr></tbody></table>'
    )
    made = _exported(_shows({"text/html": page}))

    assert "background-color: #a50026" in made.page
    assert "color: rgb(0, 104, 55)" in made.page
    assert not re.search(r"position|url\(", made.page)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert b"0.64705884 0 0.14901961" in drawn


def test_chinese_is_printed_in_both() -> None:
    """Chinese, Japanese and Korean are printed as they are; paper names only what no font has."""
    made = _exported(new_markdown_cell("华为 ひらがな 한국어 😀"), _prints("中文\n"))

    for words in (made.page, made.paper):
        assert "华为" in words
        assert "中文" in words
    assert "😀" in made.page
    assert "⟨U+1F600⟩" in made.paper


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("".join(f"\rstep {n}/500" for n in range(501)), "step 500/500"),
        ("ab\b\bcd", "cd"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\r\nb", "a\nb"),
        ("long line\rnew", "newg line"),
    ],
)
def test_a_terminals_last_state_is_shown(written: str, shown: str) -> None:
    """Of a line written over and over its last state is printed, as on a terminal."""
    assert f'<pre class="output" tabindex="0">{shown}</pre>' in _exported(_prints(written)).page


def test_progress_in_several_outputs_is_one_line() -> None:
    """What was flushed in parts is one text again before it is shown."""
    parts = [new_output("stream", name="stdout", text=f"\r{n}%") for n in (1, 50, 100)]
    made = _exported(new_code_cell("x", outputs=parts))

    assert '<pre class="output" tabindex="0">100%</pre>' in made.page
    assert {"found": 3, "shown": 3, "lost": 0} == made.tally


@pytest.mark.parametrize(
    ("cell", "left_out"),
    [
        (_prints("words\n" * 40_000), "39,700 of 40,000 lines"),
        (_prints("x" * 1_000_000), "940,000 of 1,000,000 characters"),
        (
            _shows({"text/html": "<table>" + "<tr><td>1</td><td>2</td></tr>" * 3000 + "</table>"}),
            "500 of 3,000 rows of a table",
        ),
        (new_markdown_cell("|a|b|\n|-|-|\n" + "|1|2|\n" * 2600), "100 of 2600 rows of a table"),
    ],
)
def test_what_nobody_reads_is_cut_and_said(cell: NotebookNode, left_out: str) -> None:
    """Long outputs and tables are bounded; page, paper and a fault say how much is left out."""
    made = _exported(cell)

    assert f"[Left out here: {left_out}]" in made.page
    assert f"[Left out here: {left_out}]" in " ".join(made.paper.split())
    assert any(left_out in fault for fault in made.faults)


@pytest.mark.parametrize("side", ["colspan", "rowspan"])
def test_a_span_ends_with_its_table(side: str) -> None:
    """A cell that spans a thousand million columns spans those that there are."""
    row = f'<tr><td {side}="1000000000">x</td><td>y</td></tr>'
    made = _exported(_shows({"text/html": f"<table><tr><th>a</th><th>b</th></tr>{row}</table>"}))

    assert "1000000000" not in made.page
    assert len(made.page) < 10_000


def test_long_words_cost_no_more_than_their_length() -> None:
    """A word of 100,000 letters is set, by a writer that never sees it whole."""
    made = _exported(new_markdown_cell("w" * 100_000), _shows({"text/html": "v" * 100_000}))

    assert 100_000 == made.paper.count("w")
    assert () == made.faults


def test_a_wide_table_is_turned_and_split_with_its_first_column() -> None:
    """A table too wide for a turned page continues below, its first column repeated."""
    cells = "".join(f"<td>{10**9 + n}</td>" for n in range(22))
    heads = "".join(f"<th>column {n}</th>" for n in range(22))
    page = f"<table><thead><tr><th></th>{heads}</tr></thead><tbody><tr><th>row</th>{cells}"
    made = _exported(_shows({"text/html": page + "</tr></tbody></table>"}))

    assert 2 == made.paper.split().count("row")
    assert all(str(10**9 + n) in made.paper.split() for n in range(22))  # none over another
    with pypdfium2.PdfDocument(made.pdf) as pdf:
        assert any(page.get_width() > page.get_height() for page in pdf)


def test_a_raw_cell_is_printed() -> None:
    """A raw cell is printed as it stands, or set where it is in Markdown."""
    markdown = new_raw_cell("*set*", metadata={"raw_mimetype": "text/markdown"})
    made = _exported(new_raw_cell("\\vspace{1em}"), markdown)

    assert "\\vspace{1em}" in made.page
    assert "<em>set</em>" in made.page
    assert ("cell 2: a raw cell is printed as it stands",) == made.faults


def test_a_picture_has_the_size_asked_for() -> None:
    """Width in an output's metadata is that of the picture, on page and paper."""
    told = {"image/png": {"width": 123, "alt": "dot"}}

    assert 'width="123"' in _exported(_shows({"image/png": DOT}, told)).page


def test_an_empty_heading_is_none() -> None:
    """A heading without words is left out, since paper may have none."""
    made = _exported(new_markdown_cell("## \n\nText."))

    assert () == made.faults
    assert "<h2" not in made.page


def test_a_styled_table_can_be_published() -> None:
    """What is another in each run, a table's id and an address, is no part of an edition."""
    runs = []
    for drawn in ("1a2b3", "4c5d6"):
        page = f'<style>#T_{drawn}_row0_col0 {{color: red}}</style><table id="T_{drawn}"></table>'
        plain = f"<pandas.io.formats.style.Styler at 0x7f{drawn}a0>"
        ran = cleaned(new_notebook(cells=[_shows({"text/html": page, "text/plain": plain})]))
        assert [] == list(outputs.reasons(ran))
        runs.append(ran)

    assert runs[0] == runs[1]


def test_an_edition_without_one_of_its_outputs_is_refused(tmp_path: Path) -> None:
    """Under the press what cannot be shown keeps an edition from being published."""
    code = "display({'application/vnd.plotly.v1+json': {'data': []}}, raw=True)"
    job = editions.job(changed(tmp_path, code, []), "supply_gap", {})

    with pytest.raises(gate.GateError, match="cell 3: a Plotly chart cannot be shown"):
        editions.publish(job, tmp_path / "out")
