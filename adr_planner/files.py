"""Files: read whatever way they are encoded, written whole or not at all.

A link is followed. What is no regular file but can be written to, a pipe or a terminal, is written through. A file that
may not be written to is never replaced, nor is any left in halves: the new one is complete before it takes the name.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import re
import secrets
import stat
from pathlib import Path

__all__ = ["check_writable", "decoded", "encoding_of", "read_text", "write_bytes", "write_text"]

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""Byte order marks, and how to read what follows them: some editors and shells of Windows write them."""
_OPEN_FILES = re.compile(r"/dev/std(out|err)|/proc/[^/]+/fd/\d+")
"""Names of files a process has open already: what they mean must be kept, not replaced."""


def encoding_of(head: bytes) -> str:
    """Return how a text is encoded by its first bytes: as its byte order mark says, else as UTF-8.

    Examples
    --------
    >>> encoding_of(b"{}"), encoding_of("{}".encode("utf-16"))
    ('utf-8', 'utf-16')
    """
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), "utf-8")


def decoded(content: bytes) -> str:
    r"""Return bytes as text, without a byte order mark.

    Raises
    ------
    UnicodeDecodeError
        If they are no text.

    Examples
    --------
    >>> decoded(b"\xef\xbb\xbf{}"), decoded("{}".encode("utf-16"))
    ('{}', '{}')
    """
    return content.decode(encoding_of(content))


def read_text(path: str | Path) -> str:
    """Read a file of text, without a byte order mark and with ends of lines as on Unix.

    Raises
    ------
    OSError
        If it cannot be read.
    UnicodeDecodeError
        If it holds no text.
    """
    return decoded(Path(path).read_bytes()).replace("\r\n", "\n")


def write_text(path: str | Path, text: str) -> None:
    """Write a text as UTF-8, with ends of lines as on Unix. See `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a file under a temporary name beside it, then rename: never half a file.

    A symbolic link is followed, to a file that need not exist yet; an existing file keeps its permissions (its other
    hard links keep the old content). What is no regular file is written through.

    Parameters
    ----------
    path : str or Path
        Where to.
    content : bytes
        All of it.

    Raises
    ------
    OSError
        If it cannot be written, with the path in ``filename``; what stood there stays, and nothing else does.
    """
    path = Path(path)
    check_writable(path)
    try:
        if _written_through(path):
            _write_through(path, content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def check_writable(path: str | Path) -> None:
    """Refuse a place that cannot be written to, before any work is done.

    Raises
    ------
    OSError
        Says why, with the path or the folder at fault in ``filename``.
    """
    path = Path(path)
    status = _status(path)
    if status is not None:
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, "This is a folder: give the name of a file in it", str(path))
        if stat.S_ISBLK(status.st_mode) or stat.S_ISSOCK(status.st_mode):
            raise OSError(errno.EINVAL, "This is a disk or a socket, not a file", str(path))
        # Root may write to anything; that a file is read-only is said by its owner all the same.
        if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "The file is read-only", str(path))
    if not _written_through(path):
        folder = Path(os.path.realpath(path)).parent if path.is_symlink() else path.parent
        if not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, "There is no such folder", str(folder))
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "The folder may not be written to", str(folder))


def _status(path: Path) -> os.stat_result | None:
    """Return what stands at the end of a path and its links, None if nothing does."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _written_through(path: Path) -> bool:
    """Whether what stands at a path must stay and be written to, instead of being replaced by a new file."""
    status = _status(path)
    if status is None:
        return False
    place = os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118  # the last link is not followed
    return not stat.S_ISREG(status.st_mode) or _OPEN_FILES.fullmatch(place) is not None


def _write_through(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as file:  # noqa: PTH123
        file.write(content)


def _replace(path: Path, content: bytes) -> None:
    status = _status(path)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        # The system itself takes the umask off the mode of a new file; asking for it would change it for every thread.
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:  # noqa: PTH123
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            with contextlib.suppress(OSError, AttributeError):  # only root may give files away; Windows has no owners
                os.chown(part, status.st_uid, status.st_gid)
            part.chmod(stat.S_IMODE(status.st_mode))
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
