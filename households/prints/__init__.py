"""Papers of awards as PDF: the notice as it hangs, certificates of honour. Same facts, same bytes."""
