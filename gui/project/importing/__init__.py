"""The assistant that shows what files hold, lets a person say how they are meant, and imports."""
