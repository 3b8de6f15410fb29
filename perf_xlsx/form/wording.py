"""Two texts side by side in a message, long ones cut to where they differ."""

from perf_xlsx.files.safe_text import UNSEEN

LONGEST, BEFORE = 60, 15
UNSEEN_WORDS = "〔看不见的字符〕"


def apart(one: str, other: str) -> tuple[str, str]:
    """Both texts on one line each, shown from shortly before their first difference; signs nobody sees are named."""
    one, other = (UNSEEN.sub(UNSEEN_WORDS, " ".join(text.split())) for text in (one, other))
    pairs = zip(one, other, strict=False)
    same = next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
    start = max(0, same - BEFORE) if max(len(one), len(other)) > LONGEST else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    if not text:
        return "（空白）"
    shown = text[start : start + LONGEST]
    return f"{'…' if start else ''}{shown}{'…' if start + LONGEST < len(text) else ''}"
