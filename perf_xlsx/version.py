"""The version, as installed."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("perf-xlsx")
except PackageNotFoundError:  # run from a folder that was never installed
    VERSION = "0"
