"""What keeps files of object stores as whole as those of a disk, and one job at a time at them."""
