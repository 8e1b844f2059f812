"""Where the frozen program begins that is window or command line, by the name it is called by.

On macOS it is opened without a name of its own, and then it is the window. Called demarche-check it
tries what it is made of.
"""

import os
import runpy
import sys
from pathlib import Path

# The bundle's libraries are found by now; what the program opens, such as a folder, has its own.
if (before := os.environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

name = Path(sys.argv[0]).stem
if name == "demarche-window" or ".app/Contents/MacOS" in sys.argv[0]:
    runpy.run_module("gui", run_name="__main__", alter_sys=True)
elif name == "demarche-check":
    from bundle_check import main as check

    check()
else:
    from db.cli import main

    main()
