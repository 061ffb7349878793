"""SOS6-2r17a is asked as its twin of 5 kap. is."""

from __future__ import annotations

from sosfs_2014.kap5.vilka_deltog import deltog

__all__ = ["deltog"]
