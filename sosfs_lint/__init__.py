"""A documentation-compliance linter for exported case records (personakter) of Swedish socialtjänst."""

__version__ = "0.1.0"
