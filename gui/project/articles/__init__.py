"""The section of the Project page where articles come in, and go out again as they came."""
