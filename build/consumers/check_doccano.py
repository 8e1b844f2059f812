"""Imports the lines into a project of doccano itself, in a database that is made for it."""

import json
import os
import sys
import tempfile
from importlib import import_module
from importlib.metadata import distribution, version
from pathlib import Path


def prepare() -> None:
    """Set Django up with doccano's settings and an empty database."""
    # Its modules name each other without their package.
    sys.path.insert(0, str(distribution("doccano").locate_file("backend")))
    database = Path(tempfile.mkdtemp()) / "doccano.db"
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)


def imported(path: Path, problems: list[str]) -> dict[str, list[object]]:
    """The spans that stand in doccano's database after its own import of a file."""
    models = import_module("projects.models")
    catalog = import_module("data_import.pipeline.catalog")
    readers = import_module("data_import.pipeline.readers")
    loading = import_module("data_import.datasets")
    user = import_module("django.contrib.auth.models").User.objects.create(username="someone")
    project = models.SequenceLabelingProject.objects.create(
        name="all",
        project_type=models.ProjectType.SEQUENCE_LABELING,
        allow_overlapping=True,
        use_relation=True,
        created_by=user,
    )
    names = [readers.FileName(str(path), path.name, path.name)]
    jsonl = catalog.create_file_format("JSONL")
    dataset = loading.load_dataset(
        catalog.RELATION_EXTRACTION, jsonl, names, project, encoding="utf_8"
    )
    dataset.save(user)
    problems += [str(error.dict()) for error in dataset.errors]
    found: dict[str, list[object]] = {}
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    examples = import_module("examples.models").Example.objects.filter(project=project)
    for number, example in enumerate(examples.order_by("id")):
        if example.text != json.loads(lines[number])["text"]:
            problems.append(f"article {number} has another text")
        found[str(number)] = [
            [span.label.text, [[span.start_offset, span.end_offset]]]
            for span in example.spans.order_by("id")
        ]
    return found


def main(folder: Path) -> None:
    """Print what was found, as JSON."""
    problems: list[str] = []
    prepare()
    formats = {"doccano": imported(folder / "doccano" / "articles.jsonl", problems)}
    relations = import_module("labels.models").Relation.objects.count()
    versions = {"doccano": version("doccano")}
    print(json.dumps({"versions": versions, "formats": formats, "problems": problems,
                      "links": {"doccano": relations}}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
