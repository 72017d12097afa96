"""What the h200 command prints: tables and cards, in colour on a terminal, plain in a pipe."""
