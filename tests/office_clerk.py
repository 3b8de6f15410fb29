"""A simulated clerk: types into workbooks through LibreOffice, as keys, as a paste, or past the protection.

Run by a Python that has `uno` (see `office.typed`, which starts it, feeds it and cleans up after it), as
`office_clerk.py SOFFICE PROFILE-URL` with the jobs as JSON on standard input:
`[{"file": ..., "saved": ..., "actions": [...]}, ...]`. It answers one list of refused cells for each job.
"""

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

# mypy runs in the project's environment; this script runs in LibreOffice's, the only one that has `uno`.
import uno  # type: ignore[import-not-found]

START_SECONDS = 60


def setting(name: str, value: object) -> Any:
    """Return one named argument as LibreOffice's calls take it."""
    argument = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    argument.Name, argument.Value = name, value
    return argument


def connect(office: "subprocess.Popen[bytes]", pipe: str) -> Any:
    """Return the service manager of an office program that has just been started, when it is ready."""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and office.poll() is None:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ServiceManager")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.05)
    raise SystemExit("LibreOffice did not start")


class Desk:
    """One open workbook, and the hands that work on it."""

    def __init__(self, services: Any, file: str) -> None:
        """Open a workbook in a window nobody sees; macros and links stay off."""
        self.dispatcher = services.createInstance("com.sun.star.frame.DispatchHelper")
        desktop = services.createInstance("com.sun.star.frame.Desktop")
        options = (setting("Hidden", True), setting("MacroExecutionMode", 0), setting("UpdateDocMode", 0))
        self.document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, options)
        if self.document is None:
            raise SystemExit(f"LibreOffice cannot open {file}")
        self.window = self.document.CurrentController

    def sheet(self, which: "int | str") -> Any:
        """Return a sheet by its place or its name."""
        sheets = self.document.Sheets
        return sheets.getByName(which) if isinstance(which, str) else sheets.getByIndex(which)

    def press(self, command: str, **arguments: object) -> None:
        """Give the window one command, as a menu or a key does."""
        settings = tuple(setting(name, value) for name, value in arguments.items())
        self.dispatcher.executeDispatch(self.window.Frame, f".uno:{command}", "", 0, settings)

    def go_to(self, sheet: Any, cell: str) -> bool:
        """Put the cursor on a cell; false where the sheet does not let it be selected."""
        self.window.setActiveSheet(sheet)
        if self.window.ActiveSheet.Name != sheet.Name:
            raise SystemExit(f"{sheet.Name} is hidden: nobody can type there")
        self.press("GoToCell", ToPoint=cell)
        here, there = self.document.CurrentSelection.RangeAddress, sheet.getCellRangeByName(cell).RangeAddress
        return (here.StartColumn, here.StartRow) == (there.StartColumn, there.StartRow)

    def type_keys(self, sheet: Any, cell: str, keys: "str | None") -> bool:
        """Type into a cell, or empty it when there are no keys; false where it is locked."""
        # LibreOffice refuses a locked cell with a dialog, and the second dialog without a display ends it (7.4):
        # so the lock is looked at first, as the keyboard handler does.
        if sheet.isProtected() and sheet.getCellRangeByName(cell).CellProtection.IsLocked:
            return False
        if not self.go_to(sheet, cell):
            return False
        if keys is None:
            self.press("ClearContents")
        else:
            self.press("EnterString", StringName=keys)
        return True

    def paste(self, sheet: Any, cell: str, value: Any) -> bool:
        """Overwrite a cell, or a block of cells, past the validation; false where one of them is locked."""
        rows = value if isinstance(value, list) else [[value]]
        start = sheet.getCellRangeByName(cell).RangeAddress
        block = sheet.getCellRangeByPosition(
            start.StartColumn,
            start.StartRow,
            start.StartColumn + len(rows[0]) - 1,
            start.StartRow + len(rows) - 1,
        )
        try:
            block.setDataArray(tuple(tuple(pasted(item) for item in row) for row in rows))
        except uno.getClass("com.sun.star.uno.RuntimeException"):
            return False  # this call, unlike setString and setFormula, honours the protection
        return True

    def do(self, action: "dict[str, Any]") -> "str | None":
        """Carry out one action; return the cell's address where the workbook refused it."""
        sheet, cell, value = self.sheet(action.get("sheet", 0)), action.get("cell", "A1"), action.get("value")
        match action["type"]:
            case "number" | "text" | "formula":
                accepted = self.type_keys(sheet, cell, str(value))
            case "percent":
                accepted = self.type_keys(sheet, cell, f"{value}%")
            case "clear":
                accepted = self.type_keys(sheet, cell, None)
            case "paste_text":
                accepted = self.paste(sheet, cell, value)
            case "cut" | "copy" as how:
                accepted = carry(sheet, cell, str(value), move=how == "cut")
            case "add_sheet":
                self.document.Sheets.insertNewByName(str(value), self.document.Sheets.Count)
                accepted = True
            case "delete_validation":
                accepted = delete_validation(sheet.getCellRangeByName(cell))
            case "tamper":
                sheet.getCellRangeByName(cell).setFormula(str(value))
                accepted = True
            case "unprotect":
                sheet.unprotect(value or "")
                accepted = not sheet.isProtected()
            case unknown:
                raise SystemExit(f"no such action: {unknown}")
        return None if accepted else f"{sheet.Name}!{cell}"

    def save(self, saved: str) -> None:
        """Calculate, save as a workbook of Excel 2007 and close."""
        self.document.calculateAll()
        self.document.storeToURL(Path(saved).as_uri(), (setting("FilterName", "Calc MS Excel 2007 XML"),))
        self.document.close(True)


def pasted(item: Any) -> Any:
    """Return a pasted value as LibreOffice takes it: a float, or text (nothing is the empty text)."""
    return float(item) if isinstance(item, (int, float)) else item or ""


def carry(sheet: Any, cell: str, target: str, *, move: bool) -> bool:
    """Paste a cell that was cut or copied on another of its sheet; false where either is locked.

    LibreOffice's own calls, as its clipboard needs a display: references follow a cut as they do at a window.
    """
    places = [sheet.getCellRangeByName(name) for name in (cell, target)]
    if sheet.isProtected() and any(place.CellProtection.IsLocked for place in places):
        return False
    source, to = places[0].RangeAddress, places[1].CellAddress
    (sheet.moveRange if move else sheet.copyRange)(to, source)
    return True


def delete_validation(cells: Any) -> bool:
    """Take the validation from some cells; false where the protection keeps it."""
    cells.setPropertyToDefault("Validation")  # "any value" would be saved as a validation that allows all
    return bool(cells.Validation.Type == uno.Enum("com.sun.star.sheet.ValidationType", "ANY"))


def work(services: Any, jobs: "list[dict[str, Any]]") -> "list[list[str]]":
    """Do every job and return, for each, the cells that were refused."""
    answers = []
    for job in jobs:
        desk = Desk(services, job["file"])
        refused = [desk.do(action) for action in job["actions"]]
        desk.save(job["saved"])
        answers.append([cell for cell in refused if cell])
    return answers


def main() -> None:
    """Start an office program of our own, work, print the answer, and end the program."""
    soffice, profile = sys.argv[1:]
    pipe = f"clerk-{uuid.uuid4().hex}"
    command = [soffice, "--headless", "--norestore", "--nologo", "--nodefault"]
    office = subprocess.Popen(  # ended below, and with its whole process group by the caller
        [*command, f"--accept=pipe,name={pipe};urp", f"-env:UserInstallation={profile}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        services = connect(office, pipe)
        answers = work(services, json.load(sys.stdin))
        services.createInstance("com.sun.star.frame.Desktop").terminate()
        office.wait(20)
    finally:
        office.kill()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
