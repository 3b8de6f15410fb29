"""The command line: one command a file, each parses, calls the api, prints, exits."""
