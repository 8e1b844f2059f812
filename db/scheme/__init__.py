"""What may be marked: span types, attributes, roles and rules, as immutable values and as TOML."""
