"""Editions for Word and for spreadsheets, made when they are asked for."""
