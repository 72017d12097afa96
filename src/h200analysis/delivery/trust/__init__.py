"""Why an edition can be trusted: checked, signed, withdrawn where wrong, kept as long as due."""
