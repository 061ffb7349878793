"""Acts, and citations of them."""

from sosfs_lint.law.acts import Act, acts
from sosfs_lint.law.citations import Citation, assume_act, parse_citations
from sosfs_lint.law.resolving import Resolution

__all__ = ["Act", "Citation", "Resolution", "acts", "assume_act", "parse_citations"]
