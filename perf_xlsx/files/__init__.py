"""Files in and out, safely: written whole or not at all, named for Windows, text that stays text."""
