"""Seconds of the machine the limits were set on: how much slower this one is just now, others at work on it counted."""

import time
from xml.etree import ElementTree as ET

# Processor seconds of the work below on that machine (2 cores of an AMD EPYC, Python 3.11, nothing else running).
REFERENCE = 0.058
TIMES = 3
_SAMPLE = b"<a>" + b'<c r="A1" s="0"><v>1</v></c>' * 40_000 + b"</a>"


def pace() -> float:
    """How often that machine would do this one's work of a second; 1 on one as fast or faster."""
    return max(1.0, min(_taken() for _ in range(TIMES)) / REFERENCE)


def _taken() -> float:
    start = time.process_time()
    ET.fromstring(_SAMPLE)
    return time.process_time() - start
