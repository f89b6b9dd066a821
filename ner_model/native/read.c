/* A mention by itself, from its letters to the likeliest concept: what `PlainReader` of ner_model/linking/reader.py does. */

#include "kernel.h"
#include "names.h"
#include "rank.h"
#include "speller.h"

enum { EXPANDED = 35, NAMES = 1, NAME_KEYS = 4, KEPT = 8, NOT_SPELT = -2 };

_Static_assert((int)CONCEPTS <= (int)MOST_CANDIDATES && (int)WIDTH <= (int)MOST_INPUTS, "what is found can be ranked");

typedef struct {
    Search *search;
    const Speller *speller;
    const Ranker *ranker;
    int64_t level;
} Reader;

/* The likeliest concept, how probable it is, and whether the mention is a name of it but for its spelling; `any_exact` is
 * of all that were found. The candidates are those that are kept. */
typedef struct {
    int32_t concept, is_exact, any_exact;
    double probability;
    uint64_t sorted_stems;
    Candidates candidates;
} Read;

/* Reads a mention of ASCII characters; -1 without memory, -2 if Python must spell it. */
EXPORT int linking_read(const Reader *r, const char *mention, int length, int is_expanded, Read *read) {
    Spelt spelt;
    Mention m = {.length = length};
    Candidates *found = &read->candidates;
    found->count = read->any_exact = 0;
    if (!spell(r->speller, mention, length, &spelt)) return NOT_SPELT;
    read->sorted_stems = spelt.sorted_stems;
    for (m.count = 0; m.count < spelt.count; m.count++) m.words[m.count] = spelt.words[m.count];
    const int64_t count = find_concepts(r->search, spelt.keys, &m, found->concepts, found->features);
    if (count <= 0) return (int)count;
    for (int64_t c = 0; c < count; c++) {
        read->any_exact |= is_exact(found->features + c * WIDTH);
        found->features[c * WIDTH + EXPANDED] = (float)is_expanded;
    }
    const int64_t best =
        linking_choose((int)r->level, r->ranker, found->features, count, KEPT, found->concepts, &read->probability);
    found->count = (int32_t)(count < KEPT ? count : KEPT);
    for (int c = found->count; c < CONCEPTS; c++) found->concepts[c] = 0;
    read->concept = found->concepts[best], read->is_exact = is_exact(found->features + best * WIDTH);
    return 0;
}

/* Whether there is a name that is some text of ASCII characters but for its spelling; -2 if Python must spell it. */
EXPORT int linking_is_name(const Reader *r, const char *text, int length) {
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
