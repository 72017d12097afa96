"""Futures: drawn paths of policy, and the chips that each of them delivers."""
