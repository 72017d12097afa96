"""The charts of the briefings, a file a kind: rows with direct labels, drawn wide and narrow."""
