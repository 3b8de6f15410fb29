"""Keys, digest and signature of what was issued: found again wherever the cells went."""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import Value, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Flavour

KEY, SIGNATURE = "KEY:", "SIG:"
SHORT = 16
PRINTED_DIGITS = 8
YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an issued workbook says it is: template and its digest (16 hex), year, project, content, flavour."""

    template: str
    template_digest: str
    fiscal_year: int
    project_code: str
    digest: str
    signature: str = ""
    flavour: Flavour = Flavour.PREFILLED

    def key_text(self) -> str:
        """The text of the key cell."""
        return KEY + json.dumps(
            {
                "template": self.template,
                "template_digest": self.template_digest,
                "fiscal_year": self.fiscal_year,
                "project_code": self.project_code,
                "digest": self.digest,
                "flavour": self.flavour,
            },
            ensure_ascii=False,
        )

    def signature_text(self) -> str:
        """The text of the signature cell; without a key the digest's first digits stand there."""
        return SIGNATURE + (self.signature or self.digest)[:SHORT]

    @property
    def printed(self) -> str:
        """The eight digits printed in the footer."""
        return (self.signature or self.digest)[:PRINTED_DIGITS]


def identity_of(template: Template, project: Project, key: bytes = b"") -> Identity:
    """Identify a project's form: SHA-256 over its locked content, HMAC-SHA256 of that when there is a key."""
    content = content_digest(template.id, template.digest, project.fiscal_year, project.code, project.given)
    signature = signature_of(content, key) if key else ""
    return Identity(
        template.id, template.digest[:SHORT], project.fiscal_year, project.code, content, signature, template.flavour
    )


def signature_of(content: str, key: bytes) -> str:
    """HMAC-SHA256 of a content's digest, 64 hex."""
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def same_signature(one: str, other: str) -> bool:
    """Whether two signatures are one as far as the shorter tells; the cell holds the first digits only."""
    length = min(len(one), len(other))
    return length >= SHORT and hmac.compare_digest(one[:length].encode(), other[:length].encode())


def content_digest(
    template_id: str, template_digest: str, fiscal_year: int, code: str, given: Mapping[Place, Value]
) -> str:
    """SHA-256 of what is locked, blank cells left out, in one spelling whatever program saved it last, 64 hex."""
    rows = [[name, text] for name, place in _in_order(tuple(given)) if (text := one_spelling(given[place]))]
    text = json.dumps([template_id, template_digest[:SHORT], fiscal_year, code, rows], ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=32)  # forms of one layout hold the same places
def _in_order(places: tuple[Place, ...]) -> Sequence[tuple[str, Place]]:
    return [(str(place), place) for place in sorted(places)]


def one_spelling(value: Value) -> str:
    """A value in one spelling: NFKC without blanks, numbers to ten digits."""
    if value is None:
        return ""
    if isinstance(value, Decimal) or len(value) <= _REMEMBERED:
        return _spelling(value)
    return _long_spelling(value) if len(value) <= _LONGEST_REMEMBERED else _respelt(value)


_DIGITS = 10


def _respelt(value: Decimal | str) -> str:
    if isinstance(value, Decimal):
        short = len(str(value)) <= _DIGITS
        return plain(value if short else Decimal(f"{value:.{_DIGITS - 1}e}"))
    return strip_blanks(unicodedata.normalize("NFKC", value))


# Labels, levels and weights are the same in form after form.
_REMEMBERED = 100
_spelling = lru_cache(maxsize=1024)(_respelt)
# A goal is spelt for the digest of what was issued and for that of the whole form.
_LONGEST_REMEMBERED = 2000
_long_spelling = lru_cache(maxsize=64)(_respelt)


def read_key(text: str) -> Identity | None:
    """Read a key cell back; None when it is none, or damaged."""
    try:
        facts = json.loads(text.removeprefix(KEY))
    except (ValueError, RecursionError):
        return None
    return read_facts(facts) if isinstance(facts, dict) else None


def read_facts(facts: Mapping[str, object]) -> Identity | None:
    """Make an identity of what a workbook says of itself; None when anything is missing or not what it should be."""
    year = str(facts.get("fiscal_year"))
    texts = [facts.get(key) for key in ("template", "template_digest", "project_code", "digest")]
    if not YEAR.fullmatch(year) or not all(isinstance(text, str) for text in texts):
        return None
    template, template_digest, code, digest = map(str, texts)
    flavour = Flavour.BLANK if facts.get("flavour") == Flavour.BLANK else Flavour.PREFILLED
    return Identity(template, template_digest, int(year), code, digest, str(facts.get("signature") or ""), flavour)
