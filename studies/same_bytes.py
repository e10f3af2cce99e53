"""Is the same mission the same bytes on any machine? OpenBLAS's kernels, processors, threads, caches, Pythons, numpys.

Run: ``python studies/same_bytes.py [--small] [--python /other/bin/python] [--rows cold,poisoned,...]``. Every row plans
and projects in a process of its own. The table it prints stands in docs/decisions/0009-no-order-but-the-sources.md.

One row is no machine but a proof: its first instructions taken away, every routine of linear algebra that numpy and
numba could call ends the process (Linux on x86-64).
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import mmap
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROUTINES = {
    "cblas_{}": "sdot ddot cdotu_sub zdotu_sub cdotc_sub zdotc_sub sgemv dgemv cgemv zgemv sgemm dgemm cgemm zgemm "
    "ssyrk dsyrk csyrk zsyrk",
    "{}_": "sdot ddot sgemv dgemv sgemm dgemm snrm2 dnrm2 dgesv dgetrf dgetrs dgetri dpotrf dpotrs dgelsd dgelsy "
    "dgeqrf dorgqr dgesdd dgesvd dsyevd dgeev dtrtrs",
}
"""What numpy's products and `numpy.linalg`, numba's and scipy's call."""
POISON = b"\x0f\x0b"
"""The instruction that is none (ud2): the process ends there."""
ANYWHERE = {"OPENBLAS_CORETYPE": "", "NPY_DISABLE_CPU_FEATURES": "", "GLIBC_TUNABLES": "", "NUMBA_CPU_NAME": ""}
"""What rows set, unset elsewhere."""


def poison() -> list[str]:
    """Take the first instructions away from every routine of linear algebra that is loaded; returns their names."""
    import scipy.linalg  # noqa: F401  # numba calls scipy's library

    if platform.machine() not in ("x86_64", "AMD64") or not Path("/proc/self/maps").exists():
        raise SystemExit("Poisoning needs Linux on x86-64.")
    c = ctypes.CDLL(None, use_errno=True)
    c.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    page, killed = mmap.PAGESIZE, []
    maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    libraries = {line.split()[-1] for line in maps.splitlines() if "openblas" in line or "libblas" in line}
    for place in sorted(libraries):
        library = ctypes.CDLL(place)
        for form, names in ROUTINES.items():
            for name in names.split():
                for spelt in (form.format(name), f"scipy_{form.format(name)}", f"scipy_{form.format(name)}64_"):
                    try:
                        address = ctypes.cast(getattr(library, spelt), ctypes.c_void_p).value or 0
                    except AttributeError:
                        continue
                    if c.mprotect(address // page * page, 2 * page, 7):
                        raise OSError(ctypes.get_errno(), "mprotect")
                    ctypes.memmove(address, POISON, len(POISON))
                    killed.append(f"{Path(place).name}:{spelt}")
    return killed


def plan(*, small: bool, cores: int, poisoned: bool) -> None:
    """Plan and project in this process, and print what came out as one line of JSON."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    killed = poison() if poisoned else []
    import numpy as np

    import adr_planner as adr

    begin = time.perf_counter()
    example = adr.example_mission()
    mission, count = example.mission, example.candidates
    if small:
        mission, count = replace(mission, targets=2, max_delta_v=None), 8
    text = adr.plan_mission(adr.rank(adr.Catalog.example()).top(count), example.servicer, mission).json_text()
    heavy = adr.Catalog.example().population
    heavy = heavy.part(heavy.mass_kg > 500.0)
    future = json.dumps(adr.project(heavy, [27386], years=20).to_dict())
    print(
        json.dumps(
            {
                "id": json.loads(text)["plan_id"],
                "digest": hashlib.sha256(text.encode()).hexdigest()[:12],
                "projection": hashlib.sha256(future.encode()).hexdigest()[:12],
                "python": platform.python_version(),
                "numpy": np.__version__,
                "blas": _kernel_of_numpy(),
                "poisoned": len(killed),
                "seconds": time.perf_counter() - begin,
            }
        )
    )


def _kernel_of_numpy() -> str:
    """Return the kernel OpenBLAS runs for numpy."""
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines() if Path("/proc/self").exists() else ():
        if "numpy.libs" in line and "openblas" in line:
            name = ctypes.CDLL(line.split()[-1]).scipy_openblas_get_corename64_
            name.restype = ctypes.c_char_p
            return str(name().decode())
    return "?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="two targets of eight, instead of the example")
    parser.add_argument("--python", default=None, help="another Python with the dependencies")
    parser.add_argument("--rows", default=None, help="which rows, by their short names, separated by commas")
    parser.add_argument("--child", default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child is not None:
        cores, poisoned = json.loads(given.child)
        plan(small=given.small, cores=cores, poisoned=poisoned)
        return
    with tempfile.TemporaryDirectory() as folder:
        cold = {"ADR_PLANNER_CACHE": folder}
        rows = [
            ("as-is", "as the machine is, 2 threads", sys.executable, {}, 2, False),
            ("haswell", "OpenBLAS for Haswell", sys.executable, {"OPENBLAS_CORETYPE": "Haswell"}, 2, False),
            ("skylakex", "OpenBLAS for SkylakeX, 1 thread", sys.executable,
             {"OPENBLAS_CORETYPE": "SkylakeX"}, 1, False),
            ("nehalem", "OpenBLAS for Nehalem (no AVX)", sys.executable, {"OPENBLAS_CORETYPE": "Nehalem"}, 2, False),
            ("poisoned", "every routine of BLAS and LAPACK poisoned", sys.executable, {}, 2, True),
            ("avx2", "numpy without AVX-512", sys.executable,
             {"NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL"}, 2, False),
            ("sse4", "numpy without AVX2 and AVX-512", sys.executable,
             {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL"}, 2, False),
            ("libm", "C library without FMA and AVX2", sys.executable,
             {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F"}, 2, False),
            ("cold", "cold cache", sys.executable, cold, 2, False),
        ]  # fmt: skip
        if given.python:
            rows += [
                ("other-cold", "another Python and numpy, cold cache", given.python, cold, 2, False),
                ("other-warm", "the same, warm, SkylakeX, 1 thread", given.python,
                 {**cold, "OPENBLAS_CORETYPE": "SkylakeX"}, 1, False),
            ]  # fmt: skip
        wanted = given.rows.split(",") if given.rows else [row[0] for row in rows]
        print(
            "| where | Python | numpy | OpenBLAS | plan | bytes | projection | s |\n|---|---|---|---|---|---|---|---|"
        )
        seen = set()
        for _, where, python, setting, cores, poisoned in (row for row in rows if row[0] in wanted):
            environment = {key: value for key, value in os.environ.items() if key not in ANYWHERE}
            command = [python, __file__, "--child", json.dumps([cores, poisoned])] + ["--small"] * given.small
            done = subprocess.run(command, env={**environment, **setting}, capture_output=True, text=True)
            if done.returncode:
                said = (done.stderr.strip().splitlines() or [f"ended by signal {-done.returncode}"])[-1]
                print(f"| {where} | | | | {said} | | | |", flush=True)
                continue
            found = json.loads(done.stdout.strip().splitlines()[-1])
            seen.add((found["id"], found["digest"], found["projection"]))
            print(
                f"| {where} | {found['python']} | {found['numpy']} | {found['blas']} | {found['id']} | "
                f"{found['digest']} | {found['projection']} | {found['seconds']:.0f} |",
                flush=True,
            )
    print(f"\n{len(seen)} different documents and projections.")
    sys.exit(len(seen) != 1)


if __name__ == "__main__":
    main()
