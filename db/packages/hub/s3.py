"""Hubs in a bucket of Amazon S3, or of anything else that speaks its language."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from typing import Protocol, TypedDict

from db.packages.hub import credentials
from db.packages.hub.address import Address, HubKind
from db.packages.hub.backend import BLOCK, Source
from db.packages.hub.extras import library
from db.packages.hub.faults import HubFault, Trouble, explained_os_error
from db.packages.hub.store import Entry
from db.packages.keys import SecretStore

PART = 5 * 2**20
"""Bytes of one part of a large file: the least that S3 takes."""

_TIMEOUT_S = 20


class _Body(Protocol):
    def read(self, size: int) -> bytes: ...
    def close(self) -> None: ...


class _Object(TypedDict):
    Key: str
    Size: int
    LastModified: datetime


class _Prefix(TypedDict):
    Prefix: str


class _Page(TypedDict, total=False):
    Contents: list[_Object]
    CommonPrefixes: list[_Prefix]
    IsTruncated: bool
    NextContinuationToken: str


class _Client(Protocol):
    """What we use of boto3's client."""

    def list_objects_v2(self, **said: object) -> _Page: ...
    def head_object(self, **said: object) -> Mapping[str, int]: ...
    def get_object(self, **said: object) -> Mapping[str, _Body]: ...
    def put_object(self, **said: object) -> object: ...
    def create_multipart_upload(self, **said: object) -> Mapping[str, str]: ...
    def upload_part(self, **said: object) -> Mapping[str, str]: ...
    def complete_multipart_upload(self, **said: object) -> object: ...
    def abort_multipart_upload(self, **said: object) -> object: ...
    def delete_object(self, **said: object) -> object: ...
    def close(self) -> None: ...


class S3Backend:
    """A bucket, or all in it that begins with a prefix. Putting is atomic there."""

    is_atomic = True

    def __init__(self, address: Address, secrets: SecretStore) -> None:
        self._boto3 = library(HubKind.S3)
        # These come with it.
        self._exceptions = exceptions = import_module("botocore.exceptions")
        self._config = import_module("botocore.config")
        self.errors: tuple[type[Exception], ...] = (
            OSError,
            exceptions.BotoCoreError,
            exceptions.ClientError,
            import_module("urllib3.exceptions").HTTPError,
        )
        self.address = address.text
        self._where = address
        self._secrets = secrets
        self._connection: _Client | None = None

    def has_root(self) -> bool:
        """Whether the bucket is there; a prefix always is."""
        try:
            self._client.list_objects_v2(Bucket=self._where.host, MaxKeys=1)
        except self._exceptions.ClientError as error:
            if _code(error) in {"NoSuchBucket", "404"}:
                return False
            raise
        return True

    def entries(self, folder: str) -> Iterator[Entry]:
        """What begins with the name of a folder."""
        prefix = self._at(f"{folder}/" if folder else "")
        said = {"Bucket": self._where.host, "Prefix": prefix, "Delimiter": "/"}
        while True:
            page = self._page(said)
            before = f"{folder}/" if folder else ""
            for each in page.get("CommonPrefixes", ()):
                name = each["Prefix"].removeprefix(prefix).rstrip("/")
                yield Entry(name=f"{before}{name}", is_folder=True)
            for found in page.get("Contents", ()):
                if name := found["Key"].removeprefix(prefix):
                    yield Entry(
                        name=f"{before}{name}", size=found["Size"], modified=found["LastModified"]
                    )
            if not page.get("IsTruncated"):
                return
            said["ContinuationToken"] = page["NextContinuationToken"]

    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        try:
            return self._client.head_object(**self._object(name))["ContentLength"]
        except self._exceptions.ClientError as error:
            if _code(error) in {"NoSuchKey", "404"}:
                return None
            raise

    @contextmanager
    def read(self, name: str, start: int) -> Iterator[Iterator[bytes]]:
        """The blocks of a file from a byte on."""
        body = self._client.get_object(**self._object(name), Range=f"bytes={start}-")["Body"]
        try:
            yield iter(lambda: body.read(BLOCK), b"")
        finally:
            body.close()

    def write(self, name: str, source: Source) -> None:
        """Write a file: at once where it is small, else in parts which are then made one."""
        if source.size <= PART:
            self._client.put_object(**self._object(name), Body=_filled(source))
            return
        client, where = self._client, self._object(name)
        upload = {**where, "UploadId": client.create_multipart_upload(**where)["UploadId"]}
        try:
            parts: list[dict[str, object]] = []
            while block := _filled(source):
                number = len(parts) + 1
                sent = client.upload_part(**upload, PartNumber=number, Body=block)
                parts.append({"PartNumber": number, "ETag": sent["ETag"]})
            client.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
        except BaseException:
            # Parts that nobody made one are seen by nobody, but they cost.
            with suppress(*self.errors):
                client.abort_multipart_upload(**upload)
            raise

    def move(self, old: str, new: str) -> None:
        """There is no such thing in a bucket, and no need for it."""
        raise NotImplementedError

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._client.delete_object(**self._object(name))

    def make_folder(self, name: str) -> None:
        """Folders are but the beginnings of names here."""

    def explained(self, error: Exception) -> HubFault:
        """An error of boto3 in words."""
        if isinstance(error, self._exceptions.SSLError):
            return HubFault(self.address, Trouble.CERTIFICATE, str(error))
        if isinstance(error, OSError):
            return explained_os_error(self.address, error)
        if isinstance(error, self._exceptions.ClientError):
            return HubFault(self.address, _trouble(error), str(error))
        if isinstance(error, self._exceptions.NoCredentialsError):
            return HubFault(self.address, Trouble.LOGIN, "no key was entered")
        return HubFault(self.address, Trouble.UNREACHABLE, str(error))

    def disconnect(self) -> None:
        """Leave the service."""
        client, self._connection = self._connection, None
        if client is not None:
            client.close()

    def _at(self, name: str) -> str:
        return f"{self._where.path}/{name}" if self._where.path else name

    def _object(self, name: str) -> dict[str, object]:
        return {"Bucket": self._where.host, "Key": self._at(name)}

    def _page(self, said: dict[str, str]) -> _Page:
        try:
            return self._client.list_objects_v2(**said)
        except self._exceptions.ClientError as error:
            if _code(error) in {"NoSuchBucket", "404"}:
                raise FileNotFoundError(str(error)) from error
            raise

    @property
    def _client(self) -> _Client:
        if self._connection is None:
            said = credentials.kept(self._secrets, self._where)
            session = self._boto3.session.Session()
            self._connection = session.client(
                "s3",
                endpoint_url=self._where.endpoint or None,
                region_name=self._where.region or session.region_name or "us-east-1",
                # The certificates of the system, so that those of an institution count, too.
                verify=ssl.get_default_verify_paths().cafile,
                aws_access_key_id=said.user if said else None,
                aws_secret_access_key=said.password if said else None,
                config=self._config.Config(
                    connect_timeout=_TIMEOUT_S,
                    read_timeout=_TIMEOUT_S,
                    # We try again ourselves.
                    retries={"total_max_attempts": 1},
                    # Services other than Amazon's do not know the newer checksums.
                    request_checksum_calculation="when_required",
                    response_checksum_validation="when_required",
                ),
            )
        return self._connection


def _filled(source: Source) -> bytes:
    """The next part, read in blocks, so that it tells how far it is."""
    blocks = []
    left = PART
    while left and (block := source.read(min(BLOCK, left))):
        blocks.append(block)
        left -= len(block)
    return b"".join(blocks)


def _code(error: Exception) -> str:
    response = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", ""))


def _trouble(error: Exception) -> Trouble:
    status = getattr(error, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code = _code(error)
    if code in {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "401"}:
        return Trouble.LOGIN
    if code in {"NoSuchBucket", "NoSuchKey"}:
        return Trouble.MISSING
    if code in {"QuotaExceeded", "XMinioStorageFull", "EntityTooLarge"} or status == 507:
        return Trouble.NO_ROOM
    return Trouble.NOT_ALLOWED if status in {403, 405} else Trouble.FAILED
