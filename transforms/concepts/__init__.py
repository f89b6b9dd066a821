"""What linked entities say in sum: the concepts of each document, and pairs of them. Imports nothing of other rooms."""
