"""Households: households, listed families with tiers, keepers and visits, reporting periods
and zero reports, demonstration-household awards. May import campaigns and accounts."""
