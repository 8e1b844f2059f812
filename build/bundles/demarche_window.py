"""Where the frozen window begins."""

import runpy

runpy.run_module("gui", run_name="__main__", alter_sys=True)
