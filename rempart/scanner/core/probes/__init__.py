"""Exercises of a defence as values: what is sent, and what the answers mean. Nothing here touches a network.

The rules are those of design section 9: an attack and its benign twin carry the same identification, paths,
parameters and encodings; words, order and spelling come from the run's secret seed; nothing marks attacks alone.
"""
