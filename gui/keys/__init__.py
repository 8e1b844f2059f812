"""The keys that a person chose in place of the usual ones: kept, checked, and in force at once."""
