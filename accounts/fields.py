"""Model fields that are encrypted at rest and decrypted when somebody looks (reliability C1).

The row's `uid` is part of what a value is sealed with, so a model with such a field has one.
The column holds bytes; empty is NULL, so that SQL can ask for what is missing. A value is sealed
when its row is saved (save, create, bulk_create, get_or_create) and opened on first access.
Nothing can be looked for by plain text: keep a keyed hash beside it (accounts.vault.blind).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from accounts import vault

T = TypeVar("T", str, bytes)

if TYPE_CHECKING:

    class _Field(models.Field[T, T]):
        """Django's field as the type checker knows it."""

else:

    class _Field(models.Field):
        """Django's own field cannot be subscripted when the program runs."""

        def __class_getitem__(cls, item: Any) -> type:
            return cls


class Sealed:
    """A ciphertext as it came from the database. It shows nothing: printing, joining or dumping
    one by mistake (values(), a template, JSON) gives no plain text away."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __str__(self) -> str:
        return "（已加密）"

    __repr__ = __str__


class _Opened(Sealed):
    """A ciphertext with what it says; kept so that an unchanged value is stored unchanged."""

    __slots__ = ("plain",)

    def __init__(self, data: bytes, plain: Any) -> None:
        super().__init__(data)
        self.plain = plain


class _Opening(DeferredAttribute):
    """Opens the value of one row when it is looked at."""

    field: SealedField[Any]

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, _Opened):
            return value.plain
        if isinstance(value, Sealed):
            plain = self.field.open_for(instance, value.data)
            instance.__dict__[self.field.attname] = _Opened(value.data, plain)
            return plain
        return self.field.empty if value is None else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        kept = instance.__dict__.get(self.field.attname)
        if isinstance(kept, _Opened) and kept.plain == value:
            return
        instance.__dict__[self.field.attname] = value


class SealedField(_Field[T]):
    """What text and bytes have in common."""

    empty: T
    descriptor_class = _Opening

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = True
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("null", None)
        if kwargs.pop("blank", False) is False:
            kwargs["blank"] = False
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """The model has the uid a value is bound to; nothing makes the column an index."""
        found = super().check(**kwargs)
        try:
            self.model._meta.get_field("uid")
        except FieldDoesNotExist:
            found.append(checks.Error("加密字段所在的模型要有 uid。", obj=self, id="anjia.E010"))
        if getattr(self, "db_index", False) or self.unique or self.primary_key or self.choices:
            found.append(
                checks.Error("加密字段不能作索引、唯一键或选项。", obj=self, id="anjia.E011")
            )
        return found

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() else self.empty

    # Sealing and opening

    def to_bytes(self, plain: T) -> bytes:
        raise NotImplementedError

    def of_bytes(self, data: bytes) -> T:
        raise NotImplementedError

    def place_of(self, instance: models.Model) -> bytes:
        """Where this field of this row stands (accounts.vault.bound)."""
        return vault.bound(self.model._meta.db_table, self.column, getattr(instance, "uid"))  # noqa: B009

    def open_for(self, instance: models.Model, data: bytes) -> T:
        """The plain value of this row."""
        return self.of_bytes(vault.unseal(data, self.place_of(instance)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """Seal what was set; what was only read is stored as it was."""
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed):
            return value
        if value is None or value == self.empty:
            return None
        if not isinstance(value, type(self.empty)):
            raise TypeError(f"{self} takes {type(self.empty).__name__}")
        return Sealed(vault.seal(self.to_bytes(value), self.place_of(model_instance)))

    def get_prep_value(self, value: Any) -> bytes | None:
        """Only what pre_save made may reach SQL: update(), bulk_update and filters with a plain
        value cannot know the row it belongs to."""
        if value is None:
            return None
        if isinstance(value, Sealed):
            return value.data
        raise FieldError(
            f"{self.model._meta.label}.{self.name} is encrypted: save the row to change it, look "
            "for it by its keyed hash (accounts.vault.blind)"
        )

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        data = value if prepared else self.get_prep_value(value)
        return None if data is None else connection.Database.Binary(data)  # type: ignore[attr-defined]

    def from_db_value(self, value: Any, *args: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether it is there."""
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None

    def value_to_string(self, obj: models.Model) -> str:
        """Serialisers (dumpdata) get no plain text."""
        return str(Sealed(b""))


class EncryptedTextField(SealedField[str]):
    """Text, "" when there is none; max_length counts characters."""

    empty = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length:
            self.validators.append(MaxLengthValidator(self.max_length))

    def to_bytes(self, plain: str) -> bytes:
        return plain.encode()

    def of_bytes(self, data: bytes) -> str:
        return data.decode()

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, Sealed) else str(value)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        given = {"form_class": forms.CharField, "max_length": self.max_length, "empty_value": ""}
        return super().formfield(*args, **(given | kwargs))


class EncryptedBinaryField(SealedField[bytes]):
    """Bytes (a photo), b"" when there are none."""

    empty = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.pop("editable", True):
            kwargs["editable"] = True
        return name, path, args, kwargs

    def to_bytes(self, plain: bytes) -> bytes:
        return plain

    def of_bytes(self, data: bytes) -> bytes:
        return data
