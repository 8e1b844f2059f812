"""Which articles are near-duplicates, such as the copies of a wire report; pure.

Start at `near_duplicates.find`.
"""
