"""Where the frozen command line begins."""

from db.cli import main

main()
