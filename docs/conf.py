"""How the site is built: Sphinx, MyST and furo; `make docs`. What can be made from the code is made, not written."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent)]

from adr_planner.version import __version__  # noqa: E402

project = "adr_planner"
author = "The adr_planner authors"
project_copyright = "the adr_planner authors, Apache-2.0"
release = version = __version__

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
    "sphinxcontrib.mermaid",
    "made_from_code",
]
exclude_patterns = ["_build", "_ext"]
templates_path = ["_templates"]
html_theme = "furo"
html_title = f"adr_planner {__version__}"
html_theme_options = {"navigation_with_keys": True}

myst_enable_extensions = ["colon_fence", "dollarmath"]
myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]
nb_execution_mode = "off"  # they are kept executed, and executed anew by every test run
nb_merge_streams = True
suppress_warnings = ["mystnb.unknown_mime_type"]

autosummary_generate = True
autosummary_imported_members = True
autodoc_typehints = "none"  # docstrings say types, and units
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
