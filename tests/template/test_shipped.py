"""Where the definitions stand that came with the program."""

from perf_xlsx.template.shipped import PACKAGE, shipped_folder


def test_the_folder_holds_rules_and_words() -> None:
    """Beside the package in a checkout, inside it in a wheel."""
    assert PACKAGE.name == "perf_xlsx"
    assert {"rules.toml", "words.toml"} <= {file.name for file in shipped_folder().iterdir()}
