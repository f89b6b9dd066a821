/* What spelling is made of: parts of words, and what Python knows of words, in a table to look them up. */

#include "speller.h"

#include <stdlib.h>
#include <string.h>

#include "kernel.h"

void put(Draft *d, const char *letters, int64_t length) {
    if (d->stored + length > STORE) {
        d->is_full = 1;
        return;
    }
    memcpy(d->store + d->stored, letters, (size_t)length);
    d->stored += length;
}

void add_part(Draft *d, Parts *parts, Part part) {
    if (parts->count == MOST_PARTS) d->is_full = 1;
    else parts->parts[parts->count++] = part;
}

Part put_since(const Draft *d, int64_t first) { return (Part){d->store + first, d->stored - first}; }

int are_same(Part one, Part other) {
    return one.length == other.length && !memcmp(one.letters, other.letters, (size_t)one.length);
}

int is(Part part, const char *letters) { return are_same(part, (Part){letters, (int64_t)strlen(letters)}); }

int ends_with(Part part, const char *letters) {
    const int64_t length = (int64_t)strlen(letters);
    return part.length >= length && !memcmp(part.letters + part.length - length, letters, (size_t)length);
}

Part with_ending(Draft *d, Part word, int64_t without, const char *ending) {
    const int64_t first = d->stored;
    put(d, word.letters, word.length - without);
    put(d, ending, (int64_t)strlen(ending));
    return put_since(d, first);
}

static int64_t slot_of(const Speller *s, Part part) {
    uint64_t hash = 0x9E3779B97F4A7C15u;
    for (int64_t i = 0; i < part.length; i++) {
        hash = (hash ^ (uint8_t)part.letters[i]) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    int64_t slot = (int64_t)(hash & (uint64_t)(s->slots - 1));
    while (s->words[slot] >= 0 && !is(part, s->rules.special[s->words[slot]])) slot = (slot + 1) & (s->slots - 1);
    return slot;
}

int32_t special_word(const Speller *s, Part part) { return s->words[slot_of(s, part)]; }

EXPORT void speller_close(Speller *s) {
    if (!s) return;
    free(s->words);
    free(s);
}

EXPORT Speller *speller_open(const Rules *rules) {
    Speller *s = calloc(1, sizeof *s);
    if (!s) return 0;
    s->rules = *rules;
    for (s->slots = 1; s->slots < 4 * rules->words + 4;) s->slots *= 2;
    s->words = malloc(sizeof *s->words * (size_t)s->slots);
    if (!s->words) {
        speller_close(s);
        return 0;
    }
    memset(s->words, 0xff, sizeof *s->words * (size_t)s->slots);
    for (int64_t word = 0; word < rules->words; word++) {
        const char *letters = rules->special[word];
        s->words[slot_of(s, (Part){letters, (int64_t)strlen(letters)})] = (int32_t)word;
    }
    return s;
}
