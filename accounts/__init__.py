"""Accounts: users, postings (user × role × division × days), acts and who may do them,
reach, the change trail, the read log and sign-in. Imports none of our other apps."""
