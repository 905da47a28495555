"""A user's corrections of single facts: corrections.csv in the user's own reference folder.

rows    the file, read and checked
apply   what the rows make of a dispatch, its mentions, events and claims

`old` must be what the rules say: a correction whose ground has moved is applied to nothing, and found by
store/corrections.py. docs/corrections.md explains the file.
"""
