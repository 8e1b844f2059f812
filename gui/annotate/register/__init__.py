"""The register beside the text: who and what is mentioned, where, and making two one or one two."""
