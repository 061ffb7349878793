"""What the items of Lifecare's two interfaces share: texts, times, people, laws."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint import model
from sosfs_lint.model import Text
from sosfs_lint.readers.json_source import Value
from sosfs_lint.readers.people import identity
from sosfs_lint.readers.plain_text import from_rtf
from sosfs_lint.readers.profile import Profile
from sosfs_lint.readers.prose import composed, plain
from sosfs_lint.readers.times import read_tid, read_utc
from sosfs_lint.report import Remark
from sosfs_lint.tid import NoSuchTid, Tid, left_of
from sosfs_lint.wording import Says, say

_LAWS = {"sol": "SoL", "lss": "LSS", "hsl": "HSL", "sfb": "SFB", "ftj": "FTJ", "rftj": "FTJ", "lvu": "LVU", "lvm": "LVM"}
_KINDS = (("ansök", "ansokan"), ("anmäl", "anmalan"))


class Users:
    """The users of the system by id and by signature, with name and title, and the headings by id."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str | None, str | None]] = {}
        self.headlines: dict[str, str] = {}

    def add(self, value: Value) -> None:
        """Takes the users and headlines that a value at the top holds."""
        users, headlines = value.get("users"), value.get("headlines")
        for user in users.items() if users is not None else []:
            told = _string(user, "name", "displayname") or " ".join(
                part for part in (_string(user, "firstname"), _string(user, "lastname")) if part
            )
            for key in (_string(user, "id", "userid"), _string(user, "signature")):
                if key:
                    self._known[key.casefold()] = (told or None, _string(user, "title", "description"))
        for headline in headlines.items() if headlines is not None else []:
            name = _string(headline, "name", "headlinename")
            if name:
                self.headlines[_string(headline, "id") or ""] = name

    def find(self, key: str | None) -> tuple[str | None, str | None]:
        """Name and title of a user."""
        return self._known.get((key or "").casefold(), (None, None))


class Items:
    """Reads the members of items; what does not hold becomes a remark on the post that is being read."""

    def __init__(self, path: str, akt: str, users: Users, remarks: list[Remark], profile: Profile) -> None:
        self._path = path
        self._akt = akt
        self._remarks = remarks
        self._profile = profile
        self.users = users
        self.post: str | None = None

    def remark(self, what: Says, value: Value) -> None:
        self._remarks.append(Remark(self._path, what, value.place.line, value.place.column, self._akt, self.post))

    def string(self, value: Value | None, *names: str) -> str | None:
        return _string(value, *names)

    def text(self, value: Value, *names: str) -> Text | None:
        """A text in composed letters; RTF as plain text, with a remark where it cannot be read."""
        held = value.get(*names)
        text = held.text() if held is not None else None
        if text is None or held is None:
            return None
        if text.value.lstrip().startswith("{\\rtf"):
            text = from_rtf(text)
            if not text.readable:
                self.remark(say("unreadable-text", format="rtf"), held)
                return text
        return composed(text)

    def tid(self, value: Value, *names: str) -> Tid | None:
        """The first of the named times that is there; one whose name ends in Utc is moved to Swedish time."""
        for name in names:
            held = value.get(name)
            text = held.text() if held is not None else None
            if held is None or not text:
                continue
            try:
                tid = read_utc(text.value) if name.endswith("utc") else read_tid(text.value)
            except ValueError as error:
                self.remark(say("impossible-tid" if isinstance(error, NoSuchTid) else "wrong-tid", field=name), held)
                return left_of(text.value, error)
            if tid is None:
                self.remark(say("unknown-year", field=name), held)
            return tid
        return None

    def true(self, value: Value | None, *names: str) -> bool:
        held = value.get(*names) if value is not None else None
        if held is None:
            return False
        return held.content is True or (
            isinstance(held.content, (Text, str)) and (_string(value, *names) or "").casefold() in ("true", "1", "ja")
        )

    def law(self, value: Value) -> str | None:
        said = (self.string(value, "law") or "").casefold()
        return _LAWS.get(said, "annan" if said and said not in ("none", "all") else None)

    def who(self, value: Value, signature: str, name: str = "", tid: str = "") -> model.Vem | None:
        """Somebody by signature, with name and title from the users; None when nothing is said."""
        sign, told = self.string(value, signature), self.string(value, name) if name else None
        when = self.tid(value, tid, f"{tid}utc") if tid else None
        if not (sign or told or when):
            return None
        known, title = self.users.find(sign)
        place = next((held.place for key in (name, signature, tid) if key and (held := value.get(key)) is not None), value.place)
        return model.Vem(namn=told or known, befattning=title, signatur=sign, tid=when, place=place)

    def caseworker(self, value: Value, *names: str) -> model.Vem | None:
        """A caseworker, who is written as a signature, an id, a name or an object with these."""
        held = value.get(*(names or ("caseworker",)))
        if held is None:
            return None
        said = (
            self.string(held, "name", "signature", "id")
            if isinstance(held.content, dict)
            else self.string(value, *(names or ("caseworker",)))
        )
        if not said:
            return None
        known, title = self.users.find(said)
        own = self.string(held, "title") if isinstance(held.content, dict) else None
        return model.Vem(namn=known or said, befattning=own or title, place=held.place)

    def kind(self, value: Value, *names: str) -> str | None:
        """How a matter began, in the schema's words where it is one of them."""
        said = self.string(value, *names)
        return next((ours for start, ours in _KINDS if plain(said or "").startswith(start)), said)

    def berord(self, value: Value) -> model.Berord:
        relation = plain(self.string(value, "relation", "relationtype", "type") or "")
        roles = {plain(name): role for name, role in self._profile.roles.items()}
        name = " ".join(part for part in (self.string(value, "firstname"), self.string(value, "lastname")) if part)
        return model.Berord(
            roll=roles.get(relation, "annan"),
            namn=name or self.string(value, "name"),
            identitet=identity(self.string(value, "personnumber", "personid"), value.place),
            place=value.place,
        )

    def protected(self, client: Value | None) -> Iterator[model.SkyddadUppgift]:
        for name, kind in (
            ("protectedregistration", "skyddad-folkbokforing"),
            ("isconfidential", "sekretessmarkering"),
            ("addressprotection", "okant"),
        ):
            if client is not None and self.true(client, name):
                yield model.SkyddadUppgift(typ=kind, place=client.place)

    def id(self, value: Value, kind: str, number: int) -> str:
        return self.string(value, "id", f"{kind}id") or f"{kind}-{number}"


def _string(value: Value | None, *names: str) -> str | None:
    held = value.get(*names) if value is not None else None
    text = held.text() if held is not None else None
    return (text.value.strip() or None) if text is not None else None
