"""Makes the page of a run or of a snapshot: what it reads and how it shows that. Imports other rooms of `jobs`."""
