/* Spellings of a name of ASCII characters: `spell` of ner_model/linking/name_index.py, by the rules that Python has. */
#ifndef SPELLER_H
#define SPELLER_H

#include "names.h"

enum { LONGEST_NAME = 120, MOST_PARTS = 192, STORE = 4096, SMALL = 1, SALT = 2, LACK = 4, GENERIC = 8, SIDE = 16 };

/* What Python knows of spelling and of words, see native_spelling.py. A part of a word that ends with "$" is one at its
 * end. `parts` of a word have spaces between them. */
typedef struct {
    int64_t spellings, words;
    const char *const *british, *const *american; /* [spellings] */
    const char *const *special, *const *parts;    /* [words] */
    const int32_t *kinds;                         /* [words], SMALL to SIDE */
} Rules;

typedef struct {
    Rules rules;
    int64_t slots;
    int32_t *words; /* numbers of special words, -1 where a slot is free */
} Speller;

/* The keys of a name, the hash of its stems in their order, and its first words, each once. */
typedef struct {
    uint64_t keys[KEYS], sorted_stems;
    int count;
    Word words[MOST_WORDS];
    uint32_t letters[LONGEST_NAME];
} Spelt;

/* A word, or a part of one. */
typedef struct {
    const char *letters;
    int64_t length;
} Part;

typedef struct {
    Part parts[MOST_PARTS];
    int count;
} Parts;

/* What is made of a name; nothing is added once it is full. `american`: all its words. `core`: what the stems come down
 * to. */
typedef struct {
    char store[STORE];
    int64_t stored;
    int is_full;
    Parts plain, american, stems, core;
} Draft;

int are_same(Part one, Part other);
int is(Part part, const char *letters);
int ends_with(Part part, const char *letters);
void put(Draft *d, const char *letters, int64_t length);
void add_part(Draft *d, Parts *parts, Part part);

/* What was put since a place. */
Part put_since(const Draft *d, int64_t first);

/* A word with an ending instead of its last letters. */
Part with_ending(Draft *d, Part word, int64_t without, const char *ending);

/* The number of a word of the rules, or -1. */
int32_t special_word(const Speller *s, Part part);

/* `core_words` of the stems, and what `sense_words` makes of these, not yet in order. */
void add_core(const Speller *s, Draft *d);
void make_sense(const Speller *s, Parts *core);

/* Whether a name could be spelt: it is of ASCII characters, is not too long, and does not come down to too much. */
int spell(const Speller *s, const char *name, int64_t length, Spelt *spelt);

#endif
