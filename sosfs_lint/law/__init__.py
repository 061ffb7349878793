"""Acts, and citations of them."""

from sosfs_lint.law.acts import Act, acts
from sosfs_lint.law.citations import Citation, parse_citations
from sosfs_lint.law.resolving import Resolution

__all__ = ["Act", "Citation", "Resolution", "acts", "parse_citations"]
