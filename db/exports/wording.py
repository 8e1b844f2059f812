"""Sentences about a dataset that its data card and its Croissant share."""

from __future__ import annotations

from collections.abc import Mapping

from db.exports.facts import Annotation, DatasetFacts, SplitFacts
from db.splitting.model import By, SplitPlan, SplitResult
from db.splitting.shares import words_of


def counted(number: int, one: str, many: str) -> str:
    """A number with its word, such as "1 article" or "1,200 articles"."""
    return f"{number:,} {one if number == 1 else many}"


def summary(facts: DatasetFacts) -> str:
    """What the dataset is, in a few sentences."""
    about = facts.annotation
    spans = sum(facts.labels.values())
    links = sum(facts.roles.values())
    sentences = [facts.description.strip()] if facts.description.strip() else []
    sentences.append(
        f"{counted(facts.articles, 'news article', 'news articles')} annotated with the scheme "
        f"“{facts.scheme.title}” (version {facts.scheme.version}): "
        f"{counted(spans, 'span', 'spans')} and {counted(links, 'link', 'links')} in "
        f"{counted(facts.records, 'record', 'records')}."
    )
    if by := annotators(about):
        settled = ", with differences settled by a lead" if about.has_gold else ""
        sentences.append(f"Annotated by {by}{settled}.")
    if facts.without_text:
        which = (
            f"The texts of {counted(facts.without_text, 'article', 'articles')} are"
            if facts.has_text
            else "The texts themselves are"
        )
        sentences.append(f"{which} not included: offsets and digests refer to them.")
    return " ".join(sentences)


def annotators(about: Annotation) -> str:
    """Who annotated, by number; "" for nobody."""
    by = [counted(about.people, "annotator", "annotators")] if about.people else []
    by += [counted(about.models, "program", "programs")] if about.models else []
    return " and ".join(by)


def split_facts(plan: SplitPlan, result: SplitResult, records: Mapping[str, int]) -> SplitFacts:
    """What is told of a split; `records` counts those that are in the files, by split."""
    return SplitFacts(
        rule=split_rule(plan, result),
        seed=None if plan.by is By.DATE else plan.seed,
        records=records,
        leaks=len(result.leakage),
        groups=result.groups,
        kept_together=len(result.kept_together),
        strata=result.strata,
    )


def split_rule(plan: SplitPlan, result: SplitResult) -> str:
    """What decides where an article goes, so that it can be worked out again from the files."""
    if plan.by is By.DATE:
        later = [
            f"“{share.name}” begins on {cut}"
            for share, cut in zip(plan.shares[1:], result.cuts, strict=True)
        ]
        return f"By date: {', '.join(later)}. {_copies(plan)}"
    if plan.by is By.PUBLISHER:
        named = [f"“{split}” has {', '.join(each)}" for split, each in plan.publishers.items()]
        others = "all others by lot" if named else "each publisher by lot"
        return f"By publisher: {'; '.join([*named, others])}. {_copies(plan)}"
    return (
        "By group: near-duplicates, copies from one address and articles of one group or event "
        "stay together. Each group draws a lot from the seed and its first article, which is the "
        "first 53 bits of the 8-byte BLAKE2b digest of “seed/text_sha256” as a fraction of 1; the "
        "shares "
        f"are {words_of(plan.shares)}, in this order. So articles that are added move no other, "
        "unless they tie groups together"
    )


def _copies(plan: SplitPlan) -> str:
    if plan.keeps_copies_together:
        return "Copies of one text all go to the first of the splits that any of them belongs to"
    return "Copies of one text may be in different splits"
