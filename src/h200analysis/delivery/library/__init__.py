"""The library: every edition as a static site that needs no server and loads nothing from afar."""
