/* The names of one label of a terminology, as `ner_model/linking/name_index.py` lays them out. */
#ifndef NAMES_H
#define NAMES_H

#include <stdint.h>
#include <string.h>

enum {
    MOST_SIMILAR = 12,    /* words that are spelt like one */
    MOST_WORDS = 12,      /* of a mention */
    KEYS = 6,             /* spellings of a name */
    CONCEPTS = 20,        /* that a mention may be */
    COLUMNS_OF_NAME = 12, /* what is said of a name: 5 of its words, 6 of its spellings, whether it is the preferred one */
    FIRST_EXACT = 6,      /* of that, whether the mention has its words, stems, letters or core */
    END_EXACT = 10,
    WIDTH = 36,           /* what is said of a concept: 32 features, 4 of the text around, which are 0 */
    LOGARITHMS = 1 << 12  /* log(1 + count) of the first counts */
};

/* List i is values [firsts[i], firsts[i + 1]). */
typedef struct {
    const int64_t *firsts;
    const int32_t *values;
} Lists;

typedef struct {
    int64_t names, words, keys, priors;     /* how many there are */
    const uint64_t *key_hashes, *word_hashes; /* rising */
    const int32_t *key_rows;
    Lists words_of, names_with, words_with, synonyms;
    const float *beliefs;                   /* of synonyms */
    const int32_t *gram_counts;             /* of each word */
    const float *weights, *totals;          /* of words; of the words of each name */
    const int32_t *concepts;                /* of each name */
    const float *counts;                    /* uses of each learned name, 0 for the terminology's own */
    const int32_t *prior_counts;            /* [priors][2]: concept, mentions; concepts rise */
    const int32_t *names_of, *kinds_of;     /* of each concept, how many */
    const float *logarithms;
    double rarest;                          /* the weight of a word that no name has */
    float is_chemical, is_disease;
} Names;

/* A word of a mention: letters [start, end). */
typedef struct {
    uint64_t hash;
    const uint32_t *start, *end;
    int is_spelt; /* long enough to be looked for by its letters */
} Word;

/* Words that are similar to one, by number, and how similar they are. */
typedef struct {
    int32_t number;
    float similarity;
} Similar;

/* What was found for words before; of each word of the vocabulary, `shared` has a 0 between two searches, and `grams` how
 * many runs of letters it has, 255 for more. */
typedef struct {
    uint64_t *hashes;
    int64_t *firsts;  /* where the similar words begin in the pool */
    int32_t *counts;  /* -1 where a slot is free */
    Similar *pool;
    int64_t slots, known, pooled, room;
    int32_t *touched;
    uint8_t *shared, *grams;
} Similars;

int similars_open(Similars *s, const Names *n);
void similars_close(Similars *s);

/* The bits of a number that is not negative, which rise with it, and back. */
static inline uint32_t bits_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline float value_of(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The hash of a text. */
uint64_t number_of(const char *text, int64_t length);

/* Sorts by Shell's method: most lists are short. */
void sort_numbers(uint64_t *numbers, int64_t count);

/* The place of the first of some rising numbers whose upper half is one, -1 if there is none. */
int64_t place_of(const uint64_t *numbers, int64_t count, int32_t upper);

/* Where one of some rising hashes would stand, were they spread evenly. */
int64_t expected_place(int64_t count, uint64_t hash);

/* The first of some rising hashes that is not below one. */
int64_t first_of_hash(const uint64_t *hashes, int64_t count, uint64_t hash);

/* The number of a word, -1 if no name has it. */
int64_t number_of_word(const Names *n, uint64_t hash);

/* The words similar to one; their count, or -1 without memory. What `similar` points to holds until the next call. */
int64_t similar_words(Similars *s, const Names *n, const Word *word, const Similar **similar);

/* Makes room so that every word of a mention can be asked for without one of them being forgotten. */
int similars_make_room(Similars *s);

/* A name that a mention may be; bit k of `keys` says that they share spelling k. */
typedef struct {
    int32_t row, keys;
    float table[COLUMNS_OF_NAME];
} Found;

/* The words of a mention, and of the vocabulary those that are similar to one of them: word `number` has the place
 * places[number] - 1 among them, 0 being none, and there its similarities [count] to the mention's words. */
typedef struct {
    Word words[MOST_WORDS];
    const Similar *similar[MOST_WORDS];
    int64_t similar_count[MOST_WORDS], length;
    double weights[MOST_WORDS], total;
    int count;
    const uint16_t *places;
    const float *similarities;
} Mention;

typedef struct {
    Names names;
    Similars similars;
    float *scores;    /* of each name, 0 between two searches */
    int32_t *touched;
    Found *found;
    uint64_t *marks;  /* of each name that is found, its row above its spellings */
    int64_t count, room;
    uint16_t *places; /* of each word of the vocabulary, 0 between two searches */
    float *similarities;
    int64_t similarities_room;
} Search;

/* The candidates of a mention, as they are kept until its text is asked: what is behind the last one is not. */
typedef struct {
    int32_t count, concepts[CONCEPTS];
    float features[CONCEPTS * WIDTH];
} Candidates;

/* Whether a mention is a name of a candidate with these features, but for its spelling. */
static inline int is_exact(const float *features) {
    int exact = 0;
    for (int key = FIRST_EXACT; key < END_EXACT; key++) exact |= features[key] == 1;
    return exact;
}

/* The concepts that a mention with its words and some spellings may be, as `linking_find` gives them. */
int64_t find_concepts(Search *s, const uint64_t *keys, Mention *m, int32_t *concepts, float *features);

/* Whether there is a name with one of some spellings. */
int linking_has_name(const Search *s, const uint64_t *keys, int64_t count);

/* The likeliest concepts of some names, which come in the order of their rows, and their features; their number.
 * `order` has room for as many numbers as there are names. */
int64_t features_of(const Names *n, const Mention *m, Found *found, uint64_t *order, int64_t count, int32_t *concepts,
                    float *features);

#endif
