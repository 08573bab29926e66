"""Outcomes in the formats that people and machines read; `formats` lists them."""
