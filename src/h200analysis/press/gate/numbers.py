"""Numbers in a text: all of them, or those that say an amount.

Dates, names such as H200 or 910C, numbered sections and links say none.
"""

import re

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_COUNTED = r"(?! ?(?:chips|boards|servers|dollars|yuan|times|million|billion|trillion|%))"
_SAYS_NO_AMOUNT = re.compile(
    "|".join(
        (
            r"\S+\.\w+/\S*",  # a link
            rf"\d{{1,2}}(?:(?:, | and | to |–|-)\d{{1,2}})* {_MONTH}\b",  # 8 and 9 January
            rf"\b{_MONTH} \d{{1,2}}\b(?![,.]?\d){_COUNTED}",
            rf"(?<![\w$¥€£.,])(?:1[789]|20)\d\d(?:[–-]\d\d)?\b(?![,.]\d){_COUNTED}",  # a year
            r"\b(?!USD|CNY|RMB|EUR|US)[^\W\d_][\w.-]*\d[\w’-]*",  # H200, GH200s, Q1
            r"(?<![$¥€£.,\d])\d+[A-Z][\w’-]*",  # 910C
            r"\b\d+[snrt][tdh]\b",  # 25th
            r"\b(?:Section|Proclamation|Title|Chapter|Part|Article|Table|Chart|Note|Tier|tier|page)"
            r" \d+\b",
            r"\b90% (?:range|interval)s?\b",  # what ranges are, as in exhibits.ranges
            r"\b\w+ (?:out )?of (?:the |our )?\d+(?=[^.;]* futures)",  # counts, judged by `floors`
            r"\ba chance of 50%",  # a forecast that knows nothing, set beside ours
            r"^\s*\d+\.\s",  # an entry of a list
        )
    )
)
_NUMBER = re.compile(r"\d+(?:[,.]\d+)*")


def every(text: str) -> list[str]:
    """Return all numbers of a text as they are printed."""
    return _NUMBER.findall(text)


def amounts(text: str) -> list[str]:
    """Return the numbers of a text that are part of no date, name or link."""
    return _NUMBER.findall(_SAYS_NO_AMOUNT.sub("", text))
