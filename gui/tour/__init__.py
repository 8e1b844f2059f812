"""The guided tour inside the window, in the sample project."""
