"""The post: editions and notices go to recipients, by their rules and channels, at most once."""
