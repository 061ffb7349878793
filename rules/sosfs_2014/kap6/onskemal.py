"""SOS6-2r17b is asked as its twin of 5 kap. is."""

from __future__ import annotations

from sosfs_2014.kap5.onskemal import answered

__all__ = ["answered"]
