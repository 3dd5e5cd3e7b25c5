"""Everything the support wizard knows: matching, triage, letters, quotes and deadlines."""
