"""Amino acids as authors write them in proteins: one letter, three letters, and names."""

NAMES = {
    "A": ("Ala", "alanine"),
    "C": ("Cys", "cysteine"),
    "D": ("Asp", "aspartic acid"),
    "E": ("Glu", "glutamic acid"),
    "F": ("Phe", "phenylalanine"),
    "G": ("Gly", "glycine"),
    "H": ("His", "histidine"),
    "I": ("Ile", "isoleucine"),
    "K": ("Lys", "lysine"),
    "L": ("Leu", "leucine"),
    "M": ("Met", "methionine"),
    "N": ("Asn", "asparagine"),
    "P": ("Pro", "proline"),
    "Q": ("Gln", "glutamine"),
    "R": ("Arg", "arginine"),
    "S": ("Ser", "serine"),
    "T": ("Thr", "threonine"),
    "V": ("Val", "valine"),
    "W": ("Trp", "tryptophan"),
    "Y": ("Tyr", "tyrosine"),
}
LETTERS = {short: letter for letter, (short, _) in NAMES.items()} | {letter: letter for letter in NAMES}
