"""Names of UIMA and of the tools on top of it, for the formats that carry its annotation.

WebAnno and INCEpTION keep a span's label in a feature of its type: the first one that is named like
a label here becomes the label, the other features attributes, and the type is the span's `kind`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from db.formats.marks import REFERENT, REFERENT_NAME
from db.model import AttributeValue

SPAN_TYPE = "webanno.custom.Span"
LINK_TYPE = "webanno.custom.Link"
"""The types that are written here; INCEpTION takes custom layers of that name space."""

ANNOTATION = "uima.tcas.Annotation"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
META_DATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

_LABELS = ("label", "value", "PosValue", "entity", "referenceType", "type")
_ROLES = ("role", "label", "value", "type", "DependencyType", "relationType")
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TAKEN = frozenset({"label", REFERENT, REFERENT_NAME, "begin", "end", "sofa"})


def short(type_name: str) -> str:
    """A type's name without its name space."""
    return type_name.rpartition(".")[2]


def labelled(
    type_name: str, features: Mapping[str, AttributeValue]
) -> tuple[str, dict[str, AttributeValue]]:
    """The label of a span and its other features."""
    return _named(type_name, features, _LABELS)


def with_role(
    type_name: str, features: Mapping[str, AttributeValue]
) -> tuple[str, dict[str, AttributeValue]]:
    """The role of a link and its other features."""
    return _named(type_name, features, _ROLES)


def _named(
    type_name: str, features: Mapping[str, AttributeValue], names: tuple[str, ...]
) -> tuple[str, dict[str, AttributeValue]]:
    name = next((each for each in names if features.get(each, "") != ""), None)
    if name is None:
        return short(type_name), dict(features)
    return str(features[name]), {key: value for key, value in features.items() if key != name}


def is_fit(name: str) -> bool:
    """Whether an attribute's name can be that of a feature beside those that are written anyway."""
    return _FEATURE.fullmatch(name) is not None and name not in _TAKEN
