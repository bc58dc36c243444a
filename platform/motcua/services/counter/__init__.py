"""The counter: taking dossiers in, drafts and visits, putting right, outage sheets, handing results back."""
