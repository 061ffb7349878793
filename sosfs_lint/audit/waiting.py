"""How long a process has stood in line for a processor: a record is not to blame for what else the machine does."""

from __future__ import annotations

from pathlib import Path


def waited(pid: int) -> float:
    """Seconds that a process was ready to run and others ran (Linux, Documentation/scheduler/sched-stats); 0 where nobody says."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
