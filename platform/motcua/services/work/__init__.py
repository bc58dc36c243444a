"""Lists of work: homes, worklists and kept views, the day's summary, handovers, one move on many dossiers."""
