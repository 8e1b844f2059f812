"""Where the frozen program begins that is window or command line, by the name it is called by.

On macOS it is opened without a name of its own, and then it is the window.
"""

import runpy
import sys
from pathlib import Path

if Path(sys.argv[0]).stem == "demarche-window" or ".app/Contents/MacOS" in sys.argv[0]:
    runpy.run_module("gui", run_name="__main__", alter_sys=True)
else:
    from db.cli import main

    main()
