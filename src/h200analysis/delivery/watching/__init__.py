"""A briefing that shows itself anew in the browser after each save."""
