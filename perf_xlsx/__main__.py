"""`python -m perf_xlsx` is the same program."""

from perf_xlsx.cli.main import main

if __name__ == "__main__":
    main()
