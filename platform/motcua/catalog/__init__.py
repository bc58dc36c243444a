"""The plugin manager and the procedures of the installation, for a center."""

from motcua.catalog.catalog import Catalog, CheckResults, build_catalog
from motcua.catalog.plugins import Plugin, Plugins, Problem, load_plugins

__all__ = ["Catalog", "CheckResults", "Plugin", "Plugins", "Problem", "build_catalog", "load_plugins"]
