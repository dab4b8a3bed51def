"""Members of zip archives: their names, and their bytes without ever unpacking more than is safe."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from toolkit.corpus.limits import LIMITS
from toolkit.corpus.raw import HIDDEN, MAX_BYTES
from toolkit.errors import ReadError

__all__ = ["check_archive", "check_office_file", "list_members", "read_member"]



def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise ReadError where an archive would unpack to far more than it holds."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > LIMITS.unpacked_bytes or (unpacked > 2**20 and unpacked > LIMITS.unpacked_ratio * max(packed, 1)):
        raise ReadError(f"the archive would unpack {packed:,} bytes to {unpacked:,}: it looks like a zip bomb and is not opened")


def check_office_file(source: BinaryIO) -> None:
    """Raise ReadError where a .docx or .xlsx file is damaged, a zip bomb, or brings in XML entities, which Office never writes."""
    try:
        with zipfile.ZipFile(source) as archive:
            check_archive(archive)
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")) and _declares_entities(archive, member):
                    raise ReadError(f"the file declares XML entities in {member.filename}: it is not opened")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ReadError("the file is no Office file of today, or it is damaged or cut short") from error
    source.seek(0)


def _declares_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as handle:
        head = handle.read(4096)
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def list_members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield name to show and name in the archive of every file in it, in the order of the names shown."""
    shown = [(_shown_name(member), member.filename) for member in archive.infolist() if not member.is_dir()]
    yield from sorted(pair for pair in shown if not any(part.startswith((*HIDDEN, "__MACOSX")) for part in pair[0].split("/")))


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the bytes of a member of an archive."""
    info = archive.getinfo(name)
    if info.flag_bits & 0x1:
        raise ReadError("the file is locked with a password")
    if info.file_size > MAX_BYTES:
        raise ReadError(f"the file has {info.file_size:,} bytes; files above {MAX_BYTES:,} bytes are not read")
    with archive.open(info) as handle:
        return handle.read(MAX_BYTES + 1)


def _shown_name(member: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are shown as cp437 by the library; Chinese systems wrote them in GB18030."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename
