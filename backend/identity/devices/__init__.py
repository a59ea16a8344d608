"""Devices and their keys, and what is signed by them alone."""
