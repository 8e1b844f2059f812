"""Everything of Demarche that needs no screen: the project file, import, export, commands."""
