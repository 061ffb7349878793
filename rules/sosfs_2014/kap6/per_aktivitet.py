"""SOS6-2r12 to r14 are asked of each activity as their twins of 5 kap. are."""

from __future__ import annotations

from sosfs_2014.kap5.per_aktivitet import ansvar, judge, nar_och_hur

__all__ = ["ansvar", "judge", "nar_och_hur"]
