"""What a person can do: one function is one intention, one transaction, and answers with Changes.

Every function takes the project and its author first, so that the window and the command line call
them alike.
"""
