"""Figures and gains the guide names (UP-04, COMP-07, ROI-03, ROI-04), each with how far it was verified."""
