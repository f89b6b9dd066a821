"""What teams mark that others do not, in a clause each, for the cards of taggers that follow them."""

HABITS = {
    "bc5cdr": "symptoms and effects of drugs (pain, hypotension) are diseases too",
    "biored": "findings (inflammation), and adjectives such as obese, are diseases too, and hardly a symptom is",
    "ncbi_disease": "classes of diseases (cancer, autosomal recessive disorder), the words that tell kinds apart "
    "(hereditary breast cancer) and diseases in names of genes and families (APC gene) count; hardly a symptom does",
}
