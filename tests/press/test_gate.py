"""The gate refuses what must not be published, and names each reason."""

import base64
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import altair as alt
import nbformat
import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.bundle import CLAIMS, ExhibitError
from h200analysis.model import fulfilment, market
from h200analysis.press import gate, numbering, reading
from h200analysis.press.figures import figures
from h200analysis.press.formats import FORMATS, HTML, PDF, Format

LEDGER = evidence.read("2026-01-15")
CASE = cases.Case(LEDGER)
VEGALITE = "application/vnd.vegalite.v6+json"
_AT = "/"  # so that no path of a machine stands in this file either


def sound_bundles() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return what the exhibits of a sound notebook show."""
    gap = CASE.evaluate(market.supply_gap)
    chart = exhibits.ladder("x", "A chart", [exhibits.rung("Gap", gap)])
    plain = [
        exhibits.headline("Orders exceed stock by about {gap}.", {"gap": gap}),
        exhibits.say(
            "That is {worth} at the reported price.", worth=CASE.evaluate(market.gap_at_list)
        ),
        exhibits.table("A table", ["Quantity", "Figure"], [["Gap", gap]]),
    ]
    return [(made._repr_mimebundle_(), {}) for made in plain] + [chart._repr_mimebundle_()]


def notebook_of(bundles: list[tuple[dict[str, Any], dict[str, Any]]]) -> Any:
    """Return an executed notebook that shows these exhibits, a cell each."""
    cells = []
    for number, (data, metadata) in enumerate(bundles, start=1):
        output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        cells.append(nbformat.v4.new_code_cell("show", outputs=[output], id=f"cell-{number}"))
    told = {"as_of": "2026-01-15", "footer": "A footer.", "language": "en"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"h200": told})


def _work(bundles: list[tuple[dict[str, Any], dict[str, Any]]]) -> gate.Work:
    notebook = notebook_of(bundles)
    read = reading.read(notebook, "x")
    contents = {form: form.write(read) for form in FORMATS}
    return gate.Work(contents, read.document, figures(notebook), read.faults, LEDGER, notebook)


def _as(work: gate.Work, form: Format, content: bytes) -> gate.Work:
    """Return the same work with another file in one format."""
    return replace(work, contents={**work.contents, form: content})


def _page(work: gate.Work) -> str:
    return work.contents[HTML].decode()


@pytest.fixture(scope="module")
def sound() -> gate.Work:
    """An edition without fault."""
    return _work(sound_bundles())


def test_a_sound_edition_passes(sound: gate.Work) -> None:
    """The gate has nothing against sound work."""
    assert [] == gate.reasons(sound)


def _with_chart(change: Callable[[dict[str, Any], dict[str, Any]], None]) -> list[str]:
    bundles = sound_bundles()
    data, metadata = bundles[-1]
    change(data, metadata)
    return gate.reasons(_work(bundles))


def test_a_missing_alternative_text_is_refused() -> None:
    """A chart that cannot be told to who cannot see it names its cell."""
    reasons = _with_chart(lambda data, metadata: metadata[VEGALITE].pop("alt"))

    assert any("cell 4" in reason and "alternative text" in reason for reason in reasons)


def test_a_chart_that_did_not_draw_is_refused() -> None:
    """A specification that Vega-Lite refuses leaves no picture, and no edition."""
    reasons = _with_chart(lambda data, metadata: data.update({VEGALITE: {"mark": "nothing"}}))

    assert any("cell 4" in reason for reason in reasons)


def test_a_chart_that_loads_its_data_is_refused() -> None:
    """Data from afar cannot be drawn without a network, and may change tomorrow."""
    spec = alt.Chart("https://example.org/data.csv").mark_point().encode(x="a:Q").to_dict()

    assert _with_chart(lambda data, metadata: data.update({VEGALITE: spec}))


def test_an_error_output_is_refused() -> None:
    """A cell that failed is named."""
    notebook = notebook_of(sound_bundles())
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=["no"])
    notebook.cells[1]["outputs"].append(error)

    assert any("cell 2" in fault for fault in reading.read(notebook, "x").faults)


@pytest.mark.parametrize("mark", ["bar", "line", "area", "point", "rule", "text"])
def test_axes_without_a_mark_are_no_chart(mark: str) -> None:
    """Null data draw axes and nothing else, which tells a reader nothing."""
    nulls = alt.Data(values=[{"a": None, "b": "x"}, {"a": None, "b": "y"}])
    bars = alt.Chart(nulls).mark_bar().encode(x="a:Q", y="b:N")
    spec = bars.to_dict() | {"mark": mark}

    reasons = _with_chart(lambda data, metadata: data.update({VEGALITE: spec}))

    assert "HTML: chart 1 did not draw: it has no mark; look at its data." in reasons


def _inserted(sound: gate.Work, markup: str, before: str = "</main>") -> list[str]:
    html = _page(sound)
    assert 1 == html.count(before)
    return gate.reasons(_as(sound, HTML, html.replace(before, f"{markup}{before}").encode()))


@pytest.mark.parametrize(
    ("inserted", "loaded"),
    [
        ('<script src="https://cdn.example.org/vega.js"></script>', "<script src> loads https://"),
        ('<img src="//example.org/a.png" alt="x">', "<img src> loads //example.org"),
        ('<img src=" HTTPS://example.org/a.png" alt="x">', "<img src> loads  HTTPS://example.org"),
        ('<img src="file:///a.png" alt="x">', "<img src> loads file:///a.png"),
        ('<img src="blob:a" alt="x">', "<img src> loads blob:a"),
        ('<img src="a.png" alt="x">', "<img src> loads a.png"),
        ('<img src="data:," srcset="data:, 1x, https://a.org/b.png 2x" alt="x">', "<img srcset>"),
        ('<iframe srcdoc="<p>x</p>"></iframe>', "<iframe srcdoc> loads"),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "<link href> loads"),
        ('<link rel="stylesheet" href="a.css">', "<link href> loads a.css"),
        ('<video poster="https://example.org/a.png"></video>', "<video poster> loads"),
        ('<object data="a.swf"></object>', "<object data> loads a.swf"),
        ('<form action="https://example.org"></form>', "<form action> loads"),
        ('<button formaction="/there">x</button>', "<button formaction> loads"),
        ('<table background="a.png"><tr><th>x</th></tr></table>', "<table background> loads"),
        ('<a href="#x" ping="https://example.org">x</a>', "<a ping> loads"),
        ('<svg><use xlink:href="a.svg#b"></use></svg>', "<use xlink:href> loads a.svg#b"),
        ('<svg><image href="https://example.org/a.png"></image></svg>', "<image href> loads"),
        ('<svg><rect fill="url(https://a.org/b.svg#c)"></rect></svg>', "<rect fill> loads url("),
        ('<svg><set to="https://example.org/a.png"></set></svg>', "<set to> loads https://"),
        ('<p style="background:URL( &quot;a.png&quot;)">x</p>', "<p style> loads"),
        ("<style>@import 'a.css';</style>", "a style loads @import"),
        ("<style>body{background:url(https://example.org/a.png)}</style>", "a style loads url(h"),
        ("<style>body{background:image-set('a.png' 1x)}</style>", "a style loads image-set("),
        ('<base target="there">', "<base> sends every link elsewhere"),
        ('<meta http-equiv="Refresh" content="1">', "<meta http-equiv=refresh> loads another"),
        ('<!--><img src="a.png" alt="x">-->', "<img src> loads a.png"),  # the comment was empty
        ('<img src="a.png" src="data:," alt="x">', "<img src> loads a.png"),  # the first counts
        ("<template><p>x</p></template>", "<template> holds what is not judged here"),
    ],
)
def test_a_page_that_loads_is_refused(sound: gate.Work, inserted: str, loaded: str) -> None:
    """Whatever a browser would fetch, from afar or from beside the page, has its sentence."""
    assert any(told.startswith(f"HTML: {loaded}") for told in _inserted(sound, inserted))


@pytest.mark.parametrize(
    "inserted",
    [
        '<a href="https://example.org/?q=url(x)" title="//x">x</a>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="https://example.org">',
        "<p style=\"fill:url(#x);background:url('data:,x')\">x</p>",
        "<p>A long list of URLs, none of them loaded: https://example.org/homes/x.</p>",
        "<p>None of the reports names a volume; {1, 2} is a set.</p>",
        '<details class="code"><pre>say("The gap is {gap}.")</pre></details>',
    ],
)
def test_a_link_is_welcome(sound: gate.Work, inserted: str) -> None:
    """What a reader may follow, or what stands in the page itself, is no load; code is code."""
    assert [] == _inserted(sound, inserted)


@pytest.mark.parametrize(
    ("replaced", "by", "reason"),
    [
        ('http-equiv="Content-Security-Policy"', 'name="policy"', "whose default-src is 'none'"),
        ("default-src &#39;none&#39;", "default-src *", "whose default-src is 'none'"),
        ("default-src &#39;none&#39;", "default-src 'none' data:", "whose default-src is 'none'"),
        ("img-src data:", "img-src https:", "its policy opens img-src to https:"),
        ("script-src ", "script-src 'unsafe-inline' ", "opens script-src to 'unsafe-inline'"),
        ("</main>", "<script>f()</script></main>", "the script “f()” is not covered"),
        ("</main>", '<script src="data:,f()"></script></main>', "the script “data:,f()” is not"),
        ("</main>", '<p onclick="f()">x</p></main>', "<p onclick> is a script"),
    ],
)
def test_an_open_policy_is_refused(sound: gate.Work, replaced: str, by: str, reason: str) -> None:
    """The Content-Security-Policy shuts all out but the scripts whose hashes it names."""
    html = _page(sound).replace(replaced, by, 1)
    assert html != _page(sound)

    assert any(reason in told for told in gate.reasons(_as(sound, HTML, html.encode())))


def test_a_script_that_is_not_ours_is_refused(sound: gate.Work) -> None:
    """A cache that was replaced gives a script of which the page's own policy has the hash."""
    digest = base64.b64encode(hashlib.sha256(b"f()").digest()).decode()
    html = _page(sound).replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    html = html.replace("</main>", "<script>f()</script></main>")

    told = gate.reasons(_as(sound, HTML, html.encode()))

    assert any("the script “f()” is none of h200analysis" in reason for reason in told)


def test_a_policy_in_the_body_is_none(sound: gate.Work) -> None:
    """Browsers overlook a policy outside the head, and so does the gate."""
    start = _page(sound).index('<meta http-equiv="Content-Security-Policy"')
    policy = _page(sound)[start : _page(sound).index(">", start) + 1]
    html = _page(sound).replace(policy, "").replace("<main", f"{policy}<main")

    assert any(
        "no Content-Security" in told for told in gate.reasons(_as(sound, HTML, html.encode()))
    )


UNFIT = [
    ("Error loading script: https://example.org", "the error text “Error loading script”"),
    ("Traceback (most recent call last)", "the error text “Traceback (most recent call last)”"),
    ("Javascript Error", "the error text “Javascript Error”"),
    ("[object Object]", "the error text “[object Object]”"),
    ("NameError: x", "the error text “NameError:”"),
    ("UserWarning: x", "the error text “UserWarning:”"),
    ("The gap is {gap}.", "prints {gap}, a figure that was never filled in"),
    ("The gap is {Gap}.", "prints {Gap}"),
    ("The gap is {0}.", "prints {0}"),
    ("The gap is {}.", "prints {}"),
    ("The gap is {gap!r}.", "prints {gap!r}"),
    ("The gap is {gaps[0]}.", "prints {gaps[0]}"),
    ("The gap is {spread.low:2}.", "prints {spread.low:2}"),
    ("The gap is nan chips.", "prints “nan” where a figure belongs"),
    ("The gap is -inf.", "prints “-inf”"),
    ("The gap is None.", "prints “None”"),
    ("The gap is undefined.", "prints “undefined”"),
    ("The day is NaT.", "prints “NaT”"),
    ("The gap is &lt;NA&gt;.", "prints “<NA>”"),
    ("It is &lt;object at 0x7f12ab34cd56&gt;.", "prints <object at 0x7f12ab34cd56>, an address"),
    ("It is &lt;a.B object at 0x7f12&gt;.", "prints <a.B object at 0x7f12>, an address"),
    (f"See {_AT}tmp/x/1.py.", f"prints {_AT}tmp/x/1.py., a path of the machine"),
    (f"See {_AT}root/x.", f"prints {_AT}root/x., a path"),
    (f"See {_AT}home/x.", f"prints {_AT}home/x., a path"),
    ("See ipykernel_123.", "prints ipykernel_123, a path"),
]


@pytest.mark.parametrize(("words", "reason"), UNFIT)
def test_a_page_that_prints_what_is_unfit_is_refused(
    sound: gate.Work, words: str, reason: str
) -> None:
    """No error, no unfilled figure, no not-a-number, no trace of a machine reaches a reader."""
    assert any(reason in told for told in _inserted(sound, f"<p>{words}</p>"))


def test_what_is_spoken_is_read_too(sound: gate.Work) -> None:
    """A label for those who do not see is a text like any other."""
    assert any("prints “nan”" in told for told in _inserted(sound, '<p aria-label="nan">x</p>'))


def test_paper_that_prints_what_is_unfit_is_refused() -> None:
    """The PDF's own text is read, whatever the page says."""
    spoilt = {"text/markdown": "Error loading script, {gap!r}, nan"}
    reasons = gate.reasons(_work([*sound_bundles(), (spoilt, {})]))

    for reason in ("“Error loading script”", "{gap!r}", "“nan”"):
        assert any(told.startswith("PDF:") and reason in told for told in reasons)


def test_a_hyphen_at_the_end_of_a_line_of_paper_is_read_as_one(sound: gate.Work) -> None:
    """A word that paper breaks at its hyphens keeps every one of them."""
    words = ["well-known-and-long-hyphenated-word"] * 40
    notebook = notebook_of([({"text/markdown": " ".join(words)}, {})])
    paper = PDF.write(reading.read(notebook, "x"))

    assert "".join(words) in "".join(PDF.inspect(paper, sound.document).words.split())


@pytest.mark.parametrize(
    ("replaced", "by", "reason"),
    [
        ('<html lang="en">', "<html>", "the page names no language"),
        ("<title>", "<title></title><title>", "the page has no title"),
        ("</main>", '<img src="data:,"></main>', "the picture data:, has no alternative text"),
        ("</main>", "<table><tr><td>1</td></tr></table></main>", "table 2 has no header cells"),
        (
            'role="img" aria-label="',
            'role="img" aria-label="" title="',
            "chart 1 has no alternative",
        ),
        ('role="img" aria-label="', 'aria-label="', "chart 1 has no alternative text"),
        ("role-mark", "role-axis", "chart 1 did not draw"),
        ('<figure class="chart"', "<figure", "it shows 0 of 1 charts and pictures"),
    ],
)
def test_a_page_that_shuts_readers_out_is_refused(
    sound: gate.Work, replaced: str, by: str, reason: str
) -> None:
    """Title, language, pictures told in words, tables with heads, charts with marks."""
    html = _page(sound).replace(replaced, by)
    assert html != _page(sound)

    assert any(reason in told for told in gate.reasons(_as(sound, HTML, html.encode())))


Spoil = Callable[[PdfWriter], Any]


def _respelt(sound: gate.Work, spoil: Spoil) -> list[str]:
    """Return what the gate says of the same work with a spoilt PDF."""
    writer = PdfWriter(clone_from=io.BytesIO(sound.contents[PDF]))
    spoil(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return gate.reasons(_as(sound, PDF, buffer.getvalue()))


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    objects = (writer.get_object(number) for number in range(1, len(writer._objects) + 1))
    return (found for found in objects if isinstance(found, DictionaryObject))


def _without(*keys: str) -> Spoil:
    """Return what takes these keys out of every dictionary."""
    return lambda writer: [found.pop(key, None) for found in _dictionaries(writer) for key in keys]


def _retagged(old: str, new: str) -> Spoil:
    """Return what makes every structure element of one kind another."""

    def spoil(writer: PdfWriter) -> None:
        for found in _dictionaries(writer):
            if found.get("/S") == old:
                found[NameObject("/S")] = NameObject(new)

    return spoil


def _mute(writer: PdfWriter) -> None:
    for found in _dictionaries(writer):
        if "/Alt" in found:
            found[NameObject("/Alt")] = TextStringObject(" ")


def _with_a_drawing(writer: PdfWriter) -> None:
    """Put a drawing on the first page whose font is left to the reader's machine."""
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    drawing = DecodedStreamObject()
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    drawing[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    named = DictionaryObject({NameObject("/X1"): writer._add_object(drawing)})
    resources: Any = writer.pages[0]["/Resources"]
    resources.get_object()[NameObject("/XObject")] = named


def _with_a_bare_table(writer: PdfWriter) -> None:
    """Add a second table, without heads, beside the sound one."""
    table = DictionaryObject({NameObject("/S"): NameObject("/Table")})
    root: Any = writer.root_object["/StructTreeRoot"]
    root = root.get_object()
    kids = root["/K"].get_object()
    beside = kids if isinstance(kids, list) else [root.raw_get("/K")]
    root[NameObject("/K")] = ArrayObject([*beside, writer._add_object(table)])


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_without("/Title"), "the document has no title"),
        (lambda writer: writer.root_object.pop("/Lang"), "the document names no language"),
        (_without("/MarkInfo"), "the document is not tagged"),
        (
            lambda writer: writer.root_object["/MarkInfo"].pop("/Marked"),
            "the document is not tagged",
        ),
        (_without("/FontFile2", "/FontFile3"), "is not embedded"),
        (_with_a_drawing, "the font /Helvetica is not embedded"),
        (_without("/Alt"), "a figure has no alternative text"),
        (_mute, "a figure has no alternative text"),
        (_retagged("/Figure", "/Div"), "it shows 0 of 1 charts and pictures"),
        (_without("/StructTreeRoot"), "it shows 0 of 1 charts and pictures"),
        (_retagged("/TH", "/TD"), "table 1 has no header cells"),
        (_with_a_bare_table, "table 2 has no header cells"),
    ],
)
def test_spoilt_paper_is_refused(sound: gate.Work, spoil: Spoil, reason: str) -> None:
    """Titled, tagged, in a language, fonts inside, figures told, every table with heads."""
    assert any(told.startswith("PDF:") and reason in told for told in _respelt(sound, spoil))


def test_a_pdf_written_anew_is_still_sound(sound: gate.Work) -> None:
    """What the other tests spoil is the only reason for which they are refused."""
    assert [] == _respelt(sound, lambda writer: None)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"value": None}, "is None; expected a number"),
        ({"value": True}, "is True; expected a number"),
        ({"value": "1.3"}, "is 1.3; expected a number"),
        ({"value": float("nan")}, "is nan; expected a number"),
        ({"value": float("inf")}, "is inf; expected a number"),
        ({"value": float("inf"), "unit": "month"}, "is inf; expected a number"),
        ({"value": 1_400_000}, "is printed “1.3 million chips”; expected what 1400000 chip reads"),
        ({"value": None, "unit": "month"}, "expected what None month reads as"),
        ({"unit": "USD"}, "expected what 1300000.0 USD reads as"),
        ({"error": float("nan")}, "has the error nan"),
        ({"error": -1.0}, "has the error -1.0"),
        ({"error": True}, "has the error True"),
        ({"text": " "}, "has no text"),
        ({"claims": ["orders_of_march"]}, "'orders_of_march', which nobody knew on 2026-01-15"),
        ({"claims": []}, "rests on nothing"),
        ({"claims": [], "inputs": []}, "rests on nothing"),
        ({"value": 1_400_000, "text": "1.4 million chips"}, "is not to be seen in the HTML"),
        ({"value": 1_400_000, "text": "1.4 million chips"}, "is not to be seen in the PDF"),
        ({"value": 3_000_000, "text": "3 million chips"}, "is not to be seen in the HTML"),
        ({"value": 3_000_000, "text": "3 million chips"}, "is not to be seen in the PDF"),
    ],
)
def test_an_unsound_figure_is_refused(
    sound: gate.Work, changed: dict[str, Any], reason: str
) -> None:
    """A figure is a number, worded by our rule, seen whole by the reader, resting on something."""
    spoilt = [{**sound.figures[0], **changed}, *sound.figures[1:]]

    assert any(reason in told for told in gate.reasons(replace(sound, figures=spoilt)))


@pytest.mark.parametrize("ground", [{"assumption": "why"}, {"set_by_hand": True}])
def test_a_figure_may_rest_on_us(sound: gate.Work, ground: dict[str, Any]) -> None:
    """An assumption of ours, or a value set by hand, is a ground that the reader is told."""
    rests = {**sound.figures[0], "claims": [], "inputs": [{"name": "orders_chips", **ground}]}

    assert [] == gate.reasons(replace(sound, figures=[rests]))


def test_a_time_that_never_comes_is_a_figure() -> None:
    """A wait without end has no number, and is printed as what it is."""
    months = CASE.let(foundry_condition="strict").evaluate(fulfilment.months_to_clear)
    shown = exhibits.say("The gap closes after {months}.", months=months)
    work = _work([*sound_bundles(), (shown._repr_mimebundle_(), {})])

    assert (None, "never") == (work.figures[-1]["value"], work.figures[-1]["text"])
    assert [] == gate.reasons(work)


def test_a_figure_may_be_told_in_a_chart_alone() -> None:
    """A whisker's ends stand in the chart's alternative text, on page and paper alike."""
    gap, spread = CASE.evaluate(market.supply_gap), CASE.drawn(7).evaluate(market.supply_gap)
    chart = exhibits.ladder("y", "Whiskers", [exhibits.rung("Gap", gap, spread)])

    assert [] == gate.reasons(_work([*sound_bundles(), chart._repr_mimebundle_()]))


def test_a_figure_in_a_comment_is_not_seen(sound: gate.Work) -> None:
    """Nobody reads a comment, a script, the title, or what is hidden."""
    spoilt = {**sound.figures[0], "value": 1_400_000, "text": "1.4 million chips"}
    text = spoilt["text"]
    hidden = f"<!-- {text} --><template>{text}</template><p hidden><b>{text}</b></p>"
    titled = _page(sound).replace("<title>", f"<title>{text} ")
    work = _as(replace(sound, figures=[spoilt]), HTML, titled.encode())

    assert any("not to be seen in the HTML" in told for told in _inserted(work, hidden))


def test_a_briefing_without_figures_is_refused(sound: gate.Work) -> None:
    """Figures that were never handed over cannot be checked, so none is as bad as a wrong one."""
    assert any("prints none" in told for told in gate.reasons(replace(sound, figures=[])))


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (
            nbformat.v4.new_output("stream", name="stderr", text="DeprecationWarning: old\n  x()"),
            "it writes “DeprecationWarning: old” to the error stream",
        ),
        (
            nbformat.v4.new_output("stream", name="stdout", text="<A object at 0x7f12ab34cd56>"),
            "it prints <A object at 0x7f12ab34cd56>, an address in memory",
        ),
        (
            nbformat.v4.new_output("display_data", data={"text/plain": ["<A at ", "0x7f12>"]}),
            "it prints <A at 0x7f12>, an address in memory",
        ),
        (
            nbformat.v4.new_output("stream", name="stdout", text="in /var/x/ipykernel_12/3.py"),
            "it prints ipykernel_12, a path of the machine",
        ),
    ],
)
def test_a_cell_that_tells_of_its_machine_is_refused(
    sound: gate.Work, output: Any, reason: str
) -> None:
    """A warning, an address or a path in an output names its cell, shown or not."""
    notebook = notebook_of(sound_bundles())
    notebook.cells[1]["outputs"].append(output)

    reasons = gate.reasons(replace(sound, notebook=notebook))

    assert [True] == [told.startswith(f"cell 2: {reason}") for told in reasons]


def test_an_output_names_its_cell_as_the_analyst_counts(sound: gate.Work) -> None:
    """The cell that papermill adds moves no number here either."""
    notebook = notebook_of(sound_bundles())
    numbering.remember(notebook)
    warning = nbformat.v4.new_output("stream", name="stderr", text="old")
    notebook.cells[1]["outputs"].append(warning)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("injected"))

    (reason,) = gate.reasons(replace(sound, notebook=notebook))

    assert reason.startswith("cell 2: it writes “old”")


def test_an_unfilled_figure_never_leaves_the_notebook() -> None:
    """A template whose figure is not given fails at once, with its name."""
    with pytest.raises(ExhibitError, match="which stands for nothing here"):
        exhibits.say("The gap is {gap}.")


def test_a_pdf_of_another_hand_is_refused(sound: gate.Work) -> None:
    """Without title, language and tags a PDF shuts readers out."""
    blank = PdfWriter()
    blank.add_blank_page(100, 100)
    buffer = io.BytesIO()
    blank.write(buffer)
    reasons = gate.reasons(_as(sound, PDF, buffer.getvalue()))

    assert {
        "PDF: the document has no title.",
        "PDF: the document names no language.",
        "PDF: the document is not tagged.",
    } <= set(reasons)


def test_a_later_claim_in_words_is_refused() -> None:
    """A sentence without a figure may not cite what nobody knew on the day."""
    bundles = sound_bundles()
    bundles[1][0][CLAIMS] = ["orders_of_march"]

    reasons = gate.reasons(_work(bundles))

    assert [
        "words: a sentence rests on 'orders_of_march', which nobody knew on 2026-01-15."
    ] == reasons
