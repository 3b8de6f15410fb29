"""The tables of `collected`, and what is asked of them: round 0 is what came back, round 1 last year's returns."""

TABLES = """
CREATE TABLE returns (number INTEGER PRIMARY KEY, round INTEGER, kind TEXT, current INTEGER, key TEXT, name TEXT,
  department TEXT, unit TEXT, full INTEGER, data BLOB);
CREATE TABLE owners (number INTEGER PRIMARY KEY, name TEXT, code TEXT, department TEXT, written TEXT,
  registered INTEGER, UNIQUE (name, code, department));
CREATE TABLE keyed (number INTEGER PRIMARY KEY, round INTEGER, current INTEGER, key TEXT);
CREATE TABLE said (digest TEXT, number INTEGER, part INTEGER);
CREATE TABLE counting (place INTEGER PRIMARY KEY, number INTEGER UNIQUE, key TEXT UNIQUE, project INTEGER);
"""
INDEXES = "CREATE INDEX keyed_sorted ON keyed (round, key)", "CREATE INDEX said_sorted ON said (digest)"

# What gives the projects in the order of their first form, and what gives the returns of one.
FORMS = (
    "SELECT key FROM keyed WHERE round = 0 AND current GROUP BY key ORDER BY MIN(number)",
    "SELECT number FROM keyed WHERE round = 0 AND current AND key = ? ORDER BY number",
)
BEFORE = (
    "SELECT key FROM keyed WHERE round = 1 GROUP BY key ORDER BY MIN(number)",
    "SELECT number FROM keyed WHERE round = 1 AND key = ? ORDER BY number",
)
COUNTED = (
    "SELECT key FROM counting WHERE project ORDER BY place",
    "SELECT number FROM counting WHERE project AND key = ?",
)
COUNTING = ("SELECT key FROM counting ORDER BY place", "SELECT number FROM counting WHERE key = ?")

RETURN = "SELECT data FROM returns WHERE number = ?"
OF_A_KIND = "SELECT data FROM returns WHERE round = 0 AND kind = ? ORDER BY number"
OF_ANY_YEAR = "SELECT number FROM keyed WHERE round = 0 AND key = ? ORDER BY number"
UNKEYED = "SELECT number, round, current, key, name, department FROM returns WHERE kind = 'form' ORDER BY number"
NOBODYS = (
    "SELECT number, data FROM returns WHERE kind = 'form' AND round = 0 AND current "
    "AND number NOT IN (SELECT number FROM keyed) ORDER BY number"
)
GROUPS = "SELECT key, COUNT(*), MIN(number) FROM keyed WHERE round = 0 AND current GROUP BY key ORDER BY MIN(number)"
COUNTS = "SELECT 1 FROM counting WHERE number = ?"
AT_PLACE = "SELECT number FROM counting WHERE place = ?"
NAMESAKE = "SELECT written FROM owners WHERE name = ? AND registered ORDER BY number DESC LIMIT 1"
# A department that is blank, as JSON spells it, is that of any project of the name.
CODES_NAMED = "SELECT code FROM owners WHERE name = ?1 AND ?2 IN (department, '\"\"') LIMIT 2"
SHARED = (
    "SELECT digest FROM said JOIN counting USING (number) GROUP BY digest HAVING COUNT(DISTINCT number) > 1 "
    "ORDER BY MIN(place * 1000000 + part)"
)
WHERE_SAID = (
    "SELECT number, MIN(part) FROM said JOIN counting USING (number) WHERE digest = ? "
    "GROUP BY number ORDER BY MIN(place)"
)
UNITS = (
    "SELECT MIN(place), COUNT(*), SUM(full) FROM counting JOIN returns USING (number) WHERE unit != '\"\"' "
    "GROUP BY unit HAVING COUNT(*) >= ? ORDER BY MIN(place)"
)
