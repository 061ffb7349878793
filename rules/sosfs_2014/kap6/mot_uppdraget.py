"""SOS6-2r2 and 2r7 are asked as their twins of 5 kap. are."""

from __future__ import annotations

from sosfs_2014.kap5.mot_uppdraget import content, goals

__all__ = ["content", "goals"]
