"""The list of sources: one entry for each, with what was taken from it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from h200analysis.cases import Case
from h200analysis.evidence import Ledger, Source
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.characters import on_paper
from h200analysis.exhibits.marks import day, escaped, explained, html_escaped

_LONGEST = 44  # characters of an address as printed; the link holds all of it


def sources(case: Case, *, only_cited: bool = False) -> Exhibit:
    """Return every source behind what the case has given: who, when, title, link, quotations.

    Each entry names its claims, by which the press sets the letters of its notes in front and puts
    the list in their order; without the press the newest stands first. With `only_cited` the press
    leaves out those to which no note of the briefing leads.
    """
    ledger, taken = case.ledger, _by_source(case)
    entries = [(name, ledger.sources[name], claims) for name, claims in taken.items()]
    entries.sort(key=lambda entry: entry[1].published, reverse=True)
    lines = [_markdown(ledger, *entry) for entry in entries]
    items = "".join(_html(ledger, *entry[1:]) for entry in entries)
    cited = tuple(claim for _, _, claims in entries for claim in claims)
    markdown = "\n".join((f"::: {{.sources{' .cited' if only_cited else ''}}}", *lines, ":::"))
    return Exhibit(markdown, f"<ul>{items}</ul>", claims=cited)


def short(address: str) -> str:
    """Return a web address as it is printed: the host, and as much of the path as has room."""
    parts = urlsplit(address)
    host, path = parts.netloc.removeprefix("www."), parts.path.rstrip("/")
    whole = f"{host}{path}"
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1].rstrip('/-')}…"


def _by_source(case: Case) -> dict[str, list[str]]:
    """Return the claims of each source, in the order in which the case has used them."""
    taken: dict[str, list[str]] = {}
    for claim in case.sources():
        taken.setdefault(case.ledger.claim(claim).source, []).append(claim)
    return taken


def _who(source: Source) -> str:
    """Return who published a source, when, and after whom: NewsBytes, 2 May 2026, after Reuters."""
    after = f"after {source.via}" if source.via else ""
    published = day(source.published, source.precision)
    return ", ".join(filter(None, (source.publisher, published, after)))


def _quotations(ledger: Ledger, claims: Iterable[str]) -> str:
    """Return what was taken from a source, each quotation once, translated where need be."""
    return "; ".join(dict.fromkeys(explained(ledger.claim(claim)) for claim in claims))


def _title(source: Source) -> str:
    """Return what a source is headed, with a full stop; nothing where its script is foreign."""
    told = on_paper(source.title)
    is_foreign = told.is_east_asian or any(char.isalpha() for char in told.substitutes)
    return "" if is_foreign else f"{source.title}."


def _markdown(ledger: Ledger, name: str, source: Source, claims: list[str]) -> str:
    cited = f'[{escaped(_who(source))}]{{.source name={name} claims="{" ".join(claims)}"}}'
    link = f" [{escaped(short(source.url))}](<{source.url}>)." if source.url else ""
    taken = escaped(_quotations(ledger, claims))
    return f"- {cited}\\: {escaped(_title(source))}{link} {taken}\\."


def _html(ledger: Ledger, source: Source, claims: list[str]) -> str:
    link = f' <a href="{source.url}">{html_escaped(short(source.url))}</a>.' if source.url else ""
    said = html_escaped(f"{_who(source)}: {_title(source)}")
    return f"<li>{said}{link} {html_escaped(_quotations(ledger, claims))}.</li>"
