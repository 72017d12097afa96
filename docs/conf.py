"""How Sphinx builds the site: Markdown by MyST, the package's own docstrings, nothing from afar."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for docs.made, and the examples of the tests

project = "h200analysis"
author = "The h200analysis team"
version = release = installed(project)
extensions = ["myst_parser", "sphinx.ext.autodoc", "docs.made"]
exclude_patterns = ["made", "site"]
suppress_warnings = ["config.cache"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
smartquotes = False  # --as-of keeps both hyphens
default_role = "code"  # docstrings put names into single backticks

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "h200analysis"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None  # the same sources, the same pages
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
