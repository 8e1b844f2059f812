"""Work packages: handing out, sending back, collecting, and the hub where there is one."""
