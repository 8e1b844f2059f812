"""The only place in db that knows where the shipped schemes, samples and JSON Schemas lie."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"

DEFAULT_SCHEME = _ROOT / "schemes" / "proposals-and-rejections.toml"
RECORD_SCHEMA = _ROOT / "schemas" / "record.schema.json"
SAMPLES = _ROOT / "samples"
