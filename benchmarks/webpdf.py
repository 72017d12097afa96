"""nbconvert itself with one thing changed: its `webpdf` takes the Chromium that the machine has.

By itself it knows only a browser that Playwright downloaded, and has no setting for another. Run as
`python -m benchmarks.webpdf NBCONVERT-ARGUMENT...`; nothing of this project is loaded.
"""

import shutil
from functools import partialmethod

# What a page lacks then fails at once, here as everywhere.
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"


def browser() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def use_browser() -> None:
    """Let Playwright start the machine's Chromium in this process."""
    from playwright.async_api import BrowserType

    launch = partialmethod(BrowserType.launch, executable_path=browser())
    setattr(BrowserType, "launch", launch)  # noqa: B010 - to mypy a method cannot be assigned


def main() -> None:
    """Be nbconvert, with the machine's Chromium."""
    from nbconvert.nbconvertapp import main as nbconvert

    use_browser()
    nbconvert()


if __name__ == "__main__":
    main()
