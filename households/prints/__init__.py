"""Papers of awards as PDF: the notice as it hangs, certificates. Same facts, same bytes."""
