collect_ignore = ["read_anything.py"]  # a program, which imports what only the extra `fuzz` installs
