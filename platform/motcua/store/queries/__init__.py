"""Every question asked of a center's tables, by subject. All run in the open transaction of the current center."""
