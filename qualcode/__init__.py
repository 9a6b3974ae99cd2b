"""qualcode: code interviews, and show that a finding does not rest on one voice."""
