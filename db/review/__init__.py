"""What to settle in an article, and how: pure alignment, units, choices; no database, no screen.

`units.units_of` is where it begins: it lays the layers of one article side by side. `choices` and
`draft` turn what the lead chose into the spans and links of the gold layer; `standing` says what
earlier decisions are still worth once more work was collected.
"""
