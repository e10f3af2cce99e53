"""Files: links followed, pipes and devices written through, nothing replaced that should stay, nothing left behind."""

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from adr_planner.files import check_writable, decoded, read_text, write_bytes, write_text


@pytest.fixture
def umask():
    before = os.umask(0o027)
    yield
    os.umask(before)


def test_a_new_file_takes_the_umask_and_an_old_one_keeps_its_mode(tmp_path, umask):
    new, old = tmp_path / "new.json", tmp_path / "old.json"
    old.write_text("old")
    old.chmod(0o604)
    for path in (new, old):
        write_text(path, "1\n")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (new, old)] == [0o640, 0o604]
    assert os.umask(0o027) == 0o027


def test_the_umask_of_other_threads_is_never_changed(tmp_path):
    """A writer that asked for the umask by setting it would make files of other threads writable to all."""
    seen, done = set(), threading.Event()

    def watch():
        while not done.is_set():
            status = Path("/proc/self/status").read_text()
            seen.add(next(line for line in status.splitlines() if line.startswith("Umask")))

    if not Path("/proc/self/status").is_file():
        pytest.skip("no /proc to look at the umask without setting it")
    watcher = threading.Thread(target=watch)
    watcher.start()
    for k in range(300):
        write_text(tmp_path / f"{k % 7}", "x")
    done.set()
    watcher.join()
    assert len(seen) == 1


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_is_followed_also_to_a_file_that_is_not_there_yet(tmp_path, exists):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    real, link, second = folder / "real.json", tmp_path / "link.json", tmp_path / "second.json"
    link.symlink_to(Path("elsewhere") / "real.json")
    second.symlink_to(link)
    if exists:
        real.write_text("old")
    write_text(second, "new")
    assert real.read_text() == "new"
    assert (second.is_symlink(), link.is_symlink(), real.is_symlink()) == (True, True, False)
    assert {item.name for item in tmp_path.rglob("*")} == {"elsewhere", "real.json", "link.json", "second.json"}


def test_links_in_a_circle_and_into_no_folder_are_refused(tmp_path):
    circle, lost = tmp_path / "circle", tmp_path / "lost"
    circle.symlink_to(circle)
    lost.symlink_to(tmp_path / "absent" / "plan.json")
    for path, code in ((circle, errno.ELOOP), (lost, errno.ENOENT)):
        with pytest.raises(OSError, match=r".") as caught:
            write_text(path, "x")
        assert caught.value.errno == code


def test_a_pipe_is_written_through_and_stays_a_pipe(tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_bytes(pipe, b"through" * 20_000)
    reader.join()
    assert got == [b"through" * 20_000]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_through_and_stays_a_device():
    write_text(os.devnull, "gone")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_device_says_so_with_its_name():
    with pytest.raises(OSError, match="No space left") as caught:
        write_text("/dev/full", "x")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, "/dev/full")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no name for standard output")
def test_standard_output_by_name_is_added_to_not_replaced(tmp_path):
    target = tmp_path / "out.txt"
    code = "from adr_planner.files import write_text; print('a', flush=True); write_text('/dev/stdout', 'b\\n')"
    with target.open("w") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
    assert target.read_text() == "a\nb\n"


def test_a_read_only_file_is_never_replaced_not_even_by_root(tmp_path):
    path = tmp_path / "kept.json"
    path.write_text("kept")
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only") as caught:
        write_text(path, "x")
    assert caught.value.filename == str(path)
    assert path.read_text() == "kept"


def test_folders_sockets_and_lost_places_are_refused_with_their_names(tmp_path):
    import socket

    (tmp_path / "file").write_text("x")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "socket"))
    server.close()
    for name, kind in (("", IsADirectoryError), ("absent/a", FileNotFoundError), ("file/a", NotADirectoryError),
                       ("socket", OSError)):  # fmt: skip
        with pytest.raises(kind) as caught:
            check_writable(tmp_path / name)
        assert str(tmp_path) in caught.value.filename


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_nothing_is_left_behind_and_nothing_lost_when_writing_fails(tmp_path, monkeypatch, fault):
    """A disk is full when the bytes are to arrive on it: at the flush, or at the sync."""
    path = tmp_path / "plan.json"
    path.write_text("old")

    def full(*_):
        raise fault

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(type(fault)) as caught:
        write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    if isinstance(fault, OSError):
        assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(path))


def test_a_small_disk_that_is_full_keeps_the_old_file(tmp_path):
    """A real one where the system allows to make it: 64 kB in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True)
    if made.returncode:
        pytest.skip("no permission to mount a small disk")
    try:
        write_text(disk / "plan.json", "old")
        with pytest.raises(OSError, match="No space left") as caught:
            write_bytes(disk / "plan.json", bytes(200_000))
        assert caught.value.filename == str(disk / "plan.json")
        assert (disk / "plan.json").read_text() == "old"
        assert [item.name for item in disk.iterdir()] == ["plan.json"]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_the_longest_names_there_are_can_be_written(tmp_path):
    path = tmp_path / ("a" * 250 + ".json")
    write_text(path, "x")
    assert path.read_text() == "x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_byte_order_marks_say_how_a_text_is_read(tmp_path, encoding):
    """PowerShell's ``>`` writes UTF-16 with a mark, Notepad used to write UTF-8 with one."""
    text = '{"name": "Müller"}\r\n'
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    path = tmp_path / "a.json"
    path.write_bytes((mark + text).encode(encoding))
    assert read_text(path) == text.replace("\r\n", "\n")
    assert decoded(path.read_bytes()) == text
