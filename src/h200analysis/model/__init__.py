"""What follows: pure formulas whose arguments are the names of parameters or of formulas."""
