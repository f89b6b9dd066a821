"""How any job is started, logs, is interrupted and ends: flags, runners, exit codes. Imports `transforms`."""
