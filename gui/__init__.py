"""The Qt window of Demarche; it imports `db`, and nothing in `db` imports it."""
