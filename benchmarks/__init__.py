"""How fast qualcode does what users do, beside the raw limit."""
