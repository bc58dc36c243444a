"""The API for machines, under `/<center>/api/v1`. What it does is the services'; what travels stands in `shapes`."""
