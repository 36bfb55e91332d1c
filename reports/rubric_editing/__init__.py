"""Writing a rubric: what its parts are called and take, drafts whose faults are told in place,
Excel and TOML both ways. Knows the rules only through their `read` and `dump`."""
