"""Papers of the campaign year: circulars, rectification orders, slips, records of draws."""
