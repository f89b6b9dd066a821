"""How fast the job is, what each step of it costs, and how it scales; imports everything but `training`."""
