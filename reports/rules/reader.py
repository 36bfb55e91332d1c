"""Reading one table of a rubric: every fault becomes a Chinese sentence that names its place."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

__all__ = ["Fault", "Reader", "RubricError"]

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_LARGEST = Decimal(1_000_000)


class RubricError(ValueError):
    """A rubric that cannot be used; `errors` holds one Chinese sentence for each fault."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


class Fault(str):
    """A sentence that also knows where it belongs, for an editor or a sheet: the keys and
    positions down to its table, and the entry of that table if it is about one."""

    path: tuple[str | int, ...] = ()
    key: str = ""

    @classmethod
    def at(cls, sentence: str, path: tuple[str | int, ...], key: str = "") -> "Fault":
        """The sentence with its place."""
        made = cls(sentence)
        made.path, made.key = path, key
        return made


class Reader:
    """A view on one table; wrong or missing values are noted in `errors` and replaced. `path`:
    the keys and positions that lead to the table from the whole."""

    def __init__(
        self,
        data: Mapping[str, object],
        place: str,
        errors: list[str],
        path: tuple[str | int, ...] = (),
    ) -> None:
        self._data = data
        self._seen: set[str] = set()
        self.place = place
        self.errors = errors
        self.path = path

    def fault(self, sentence: str, key: str = "") -> None:
        """Note a fault at this place, of one entry if `key` says so."""
        self.errors.append(Fault.at(f"{self.place}：{sentence}", self.path, key))

    def has(self, key: str) -> bool:
        """Whether the table has this entry."""
        return key in self._data

    def _take(self, key: str) -> object:
        self._seen.add(key)
        return self._data.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text on one or more lines; without `default` it must be there and not be blank."""
        value = self._take(key)
        blank = value is None or (isinstance(value, str) and not value.strip())
        if blank and default is not None:
            return default
        if not isinstance(value, str):
            self.fault(f"缺少“{key}”。" if value is None else f"“{key}”应为文字。", key)
            return ""
        if blank:
            self.fault(f"“{key}”不能为空。", key)
        return value.strip()

    def name(self, key: str) -> str:
        """An identifier: small letters, digits and underlines."""
        value = self.text(key)
        if value and not _KEY.match(value):
            self.fault(f"“{key}”的值“{value}”应由小写字母、数字和下划线组成。", key)
        return value

    def choice(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """One of `options`."""
        known = tuple(options)
        value = self.text(key, default)
        if value and value not in known:
            self.fault(f"“{key}”的值“{value}”不在可选范围（{'、'.join(known)}）。", key)
        return value if value in known else known[0]

    def flag(self, key: str) -> bool:
        """true or false; false when absent."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(f"“{key}”应为 true 或 false。", key)
        return value is True

    def number(self, key: str, default: Decimal | None = None, places: int = 4) -> Decimal:
        """A number ≥ 0 with at most `places` decimals, as TOML number or as text."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        number = _decimal(value)
        if number is None:
            self.fault(f"缺少“{key}”。" if value is None else f"“{key}”应为数字。", key)
        elif number < 0:
            self.fault(f"“{key}”不能小于0。", key)
        elif number > _LARGEST:
            self.fault(f"“{key}”过大。", key)
        elif number != number.quantize(Decimal(1).scaleb(-places)):
            self.fault(f"“{key}”最多保留{places}位小数。", key)
        else:
            return number
        return Decimal(0)

    def optional(self, key: str) -> Decimal | None:
        """A number, or None when absent."""
        return self.number(key) if self.has(key) else None

    def positive(self, key: str, places: int = 4) -> Decimal:
        """A number above 0."""
        before = len(self.errors)
        value = self.number(key, places=places)
        if value == 0 and len(self.errors) == before:
            self.fault(f"“{key}”应大于0。", key)
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number above 0."""
        if default is not None and not self.has(key):
            self._seen.add(key)
            return default
        return int(self.positive(key, places=0))

    def day(self, key: str) -> date:
        """A calendar day, as TOML date or as text 2026-01-01."""
        value = self._take(key)
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(f"“{key}”应为日期，例如 2026-01-01。", key)
            return date(1900, 1, 1)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when absent."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
            self.fault(f"“{key}”应为文字列表。", key)
            return ()
        return tuple(str(v).strip() for v in value)

    def table(self, key: str, place: str) -> "Reader":
        """A table inside this one; an empty one (with the fault noted) when it is not there."""
        value = self._take(key)
        if not isinstance(value, Mapping):
            self.fault(f"缺少“{key}”一节。" if value is None else f"“{key}”应为一节。", key)
            value = {}
        return Reader(value, place, self.errors, (*self.path, key))

    def tables(self, key: str, place: str) -> list["Reader"]:
        """A list of tables, each placed as `place` with its number in the list."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, (list, tuple)):
            self.fault(f"“{key}”应为若干节的列表。", key)
            return []
        found = []
        for number, entry in enumerate(value, 1):
            where = f"{place}第{number}项"
            if isinstance(entry, Mapping):
                found.append(Reader(entry, where, self.errors, (*self.path, key, number - 1)))
            else:
                self.errors.append(Fault.at(f"{where}：应为一节。", (*self.path, key, number - 1)))
        return found

    def done(self) -> None:
        """Refuse entries nobody read: a misspelt name must not pass unnoticed."""
        for key in sorted(set(map(str, self._data)) - self._seen):
            self.fault(f"不认识的项目“{key}”。", key)


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        return None
    if len(str(value)) > 20:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 12:
        return None
    return number
