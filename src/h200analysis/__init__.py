"""Briefings on Nvidia's H200 and China that a reader can trust."""
