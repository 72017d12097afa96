"""Editions reach their readers: when they are due, where they are kept, to whom they are sent."""
