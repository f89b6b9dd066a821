/* A mention by itself, from its letters to the likeliest concept: what `PlainReader` of ner_model/linking/reader.py does. */

#include "kernel.h"
#include "linking.h"
#include "rank.h"
#include "spell.h"

enum { FIRST_EXACT = 6, EXACT_FEATURES = 4, EXPANDED = 35, NAMES = 1, NAME_KEYS = 4, KEPT = 8, NOT_SPELT = -2 };

typedef struct {
    Search *search;
    const Speller *speller;
    const Ranker *ranker;
    int64_t level;
} Reader;

/* The candidates that are kept, which of them is the likeliest, and how probable it is. `exact`: bit i says that the
 * mention is a name of candidate i but for its spelling; `any_exact` is of all that were found. */
typedef struct {
    int64_t count, best;
    double probability;
    uint64_t sorted_stems;
    int32_t any_exact, exact;
    int32_t concepts[CONCEPTS];
    float features[CONCEPTS * WIDTH];
} Read;

static int is_exact(const float *features) {
    int exact = 0;
    for (int key = FIRST_EXACT; key < FIRST_EXACT + EXACT_FEATURES; key++) exact |= features[key] == 1;
    return exact;
}

/* Reads a mention of ASCII characters; -1 without memory, -2 if Python must spell it. */
EXPORT int linking_read(const Reader *r, const char *mention, int64_t length, int is_expanded, Read *read) {
    Spelt spelt;
    Mention m = {.length = length};
    read->count = read->exact = read->any_exact = 0;
    if (!spell(r->speller, mention, length, &spelt)) return NOT_SPELT;
    read->sorted_stems = spelt.sorted_stems;
    for (m.count = 0; m.count < spelt.count; m.count++) m.words[m.count] = spelt.words[m.count];
    read->count = find_concepts(r->search, spelt.keys, &m, read->concepts, read->features);
    if (read->count <= 0) return (int)read->count;
    for (int64_t c = 0; c < read->count; c++) {
        read->any_exact |= is_exact(read->features + c * WIDTH);
        read->features[c * WIDTH + EXPANDED] = (float)is_expanded;
    }
    read->best = linking_choose((int)r->level, r->ranker, read->features, read->count, KEPT, read->concepts,
                                &read->probability);
    if (read->count > KEPT) read->count = KEPT;
    for (int64_t c = 0; c < read->count; c++) read->exact |= is_exact(read->features + c * WIDTH) << c;
    return 0;
}

/* Whether there is a name that is some text of ASCII characters but for its spelling; -2 if Python must spell it. */
EXPORT int linking_is_name(const Reader *r, const char *text, int64_t length) {
    Spelt spelt;
    if (!spell(r->speller, text, length, &spelt)) return NOT_SPELT;
    return linking_has_name(r->search, spelt.keys + NAMES, NAME_KEYS);
}

/* What a name is spelt as: its keys, the hash of its stems, how many words are looked up, and two numbers of each, its hash
 * and whether it is looked for by its letters; 0 if Python must spell it. */
EXPORT int linking_spell(const Speller *s, const char *name, int64_t length, uint64_t *numbers) {
    Spelt spelt;
    if (!spell(s, name, length, &spelt)) return 0;
    memcpy(numbers, spelt.keys, sizeof spelt.keys);
    numbers[KEYS] = spelt.sorted_stems, numbers[KEYS + 1] = (uint64_t)spelt.count;
    for (int i = 0; i < spelt.count; i++) {
        numbers[KEYS + 2 + 2 * i] = spelt.words[i].hash;
        numbers[KEYS + 3 + 2 * i] = (uint64_t)spelt.words[i].is_spelt;
    }
    return 1;
}
