"""Examining a project file for damage, and repairing what is safe."""

from db.doctor.examination import examine, glance, vet
from db.doctor.findings import Finding, FindingKind, Repaired, Severity
from db.doctor.recovery import ArticleSaved, Recovery, TableSaved, Whole
from db.doctor.repair import repair
from db.doctor.rescue import Rescued, rescue

__all__ = [
    "ArticleSaved",
    "Finding",
    "FindingKind",
    "Recovery",
    "Repaired",
    "Rescued",
    "Severity",
    "TableSaved",
    "Whole",
    "examine",
    "glance",
    "repair",
    "rescue",
    "vet",
]
