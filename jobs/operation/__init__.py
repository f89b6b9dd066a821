"""How any job ends, logs and is interrupted. Imports `transforms`."""
