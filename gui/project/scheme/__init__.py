"""The scheme page: edit what may be marked, see the form as it will be, put it in force."""
