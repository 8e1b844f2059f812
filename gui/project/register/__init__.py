"""The section of the Project page for the register: every referent, its names and its mentions."""
