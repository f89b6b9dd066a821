/* Spellings of a name: `spell` of ner_model/linking/name_index.py with normalise.py, of ASCII characters alone. */

#include "speller.h"

#include <string.h>

enum { SHORTEST_STEM = 4, SHORTEST_SPELT = 5, LONGEST_SPELT = 100 };

/* How many letters of a word, from a place, a British spelling is; 0 where it is none. */
static int64_t spelling_at(const char *british, Part word, int64_t at) {
    const int64_t length = (int64_t)strcspn(british, "$");
    if (length > word.length - at || memcmp(word.letters + at, british, (size_t)length)) return 0;
    return british[length] == '$' && at + length < word.length ? 0 : length;
}

static Part american(const Speller *s, Draft *d, Part word) {
    const int64_t first = d->stored;
    for (int64_t at = 0; at < word.length;) {
        int64_t length = 0, rule = 0;
        for (; rule < s->rules.spellings; rule++)
            if (*s->rules.british[rule] == word.letters[at] && (length = spelling_at(s->rules.british[rule], word, at))) break;
        if (length) put(d, s->rules.american[rule], (int64_t)strlen(s->rules.american[rule]));
        else put(d, word.letters + at, 1);
        at += length ? length : 1;
    }
    return put_since(d, first);
}

/* `stem` of normalise.py: a word in American spelling in the singular. */
static Part stem(Draft *d, Part word) {
    if (!ends_with(word, "s") || ends_with(word, "ss") || ends_with(word, "us") || ends_with(word, "is")) return word;
    if (ends_with(word, "ies") && word.length > 4) return with_ending(d, word, 3, "y");
    if (ends_with(word, "oses") || ends_with(word, "yses") || ends_with(word, "eses") || ends_with(word, "stases") ||
        ends_with(word, "itides"))
        return with_ending(d, word, 2, "is");
    const int is_longer =
        ends_with(word, "xes") || ends_with(word, "sses") || ends_with(word, "ches") || ends_with(word, "shes");
    return (Part){word.letters, word.length - (is_longer ? 2 : 1)};
}

static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static int is_of_word(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

static void split(Draft *d, const char *name, int64_t length) {
    for (int64_t at = 0; at < length;) {
        const int64_t first = d->stored;
        for (; at < length && is_of_word(name[at]); at++) {
            const char letter = (char)(is_letter(name[at]) ? name[at] | 0x20 : name[at]);
            put(d, &letter, 1);
        }
        if (d->stored > first) add_part(d, &d->plain, put_since(d, first));
        for (; at < length && !is_of_word(name[at]); at++) {}
    }
}

/* The stems of the words that say what a name is. */
static void add_stems(const Speller *s, Draft *d) {
    for (int i = 0; i < d->plain.count; i++) {
        const Part plain = d->plain.parts[i], here = american(s, d, plain);
        const int32_t special = special_word(s, plain);
        add_part(d, &d->american, here);
        if (special < 0 || !(s->rules.kinds[special] & SMALL))
            add_part(d, &d->stems, plain.length < SHORTEST_STEM ? plain : stem(d, here));
    }
}

static int comes_before(Part one, Part other) {
    const int order = memcmp(one.letters, other.letters, (size_t)(one.length < other.length ? one.length : other.length));
    return order ? order < 0 : one.length < other.length;
}

static void sort(Parts *parts) {
    for (int i = 1; i < parts->count; i++) {
        const Part part = parts->parts[i];
        int at = i;
        for (; at > 0 && comes_before(part, parts->parts[at - 1]); at--) parts->parts[at] = parts->parts[at - 1];
        parts->parts[at] = part;
    }
}

/* The hash of words behind a sign that says what they are, with or without spaces between them. */
static uint64_t hash_of(Draft *d, const char *sign, const Parts *parts, const char *between) {
    const int64_t first = d->stored;
    put(d, sign, (int64_t)strlen(sign));
    for (int i = 0; i < parts->count; i++) {
        if (i) put(d, between, (int64_t)strlen(between));
        put(d, parts->parts[i].letters, parts->parts[i].length);
    }
    const uint64_t hash = number_of(d->store + first, d->stored - first);
    d->stored = first;
    return hash;
}

/* The first of the stems, each once. */
static void add_words(Draft *d, Spelt *spelt) {
    const Parts *stems = &d->stems;
    uint32_t *letters = spelt->letters, *end = letters + LONGEST_NAME;
    spelt->count = 0;
    for (int i = 0; i < stems->count && spelt->count < MOST_WORDS; i++) {
        const Part part = stems->parts[i];
        int is_new = 1, is_spelt = part.length >= SHORTEST_SPELT && part.length <= LONGEST_SPELT;
        for (int before = 0; before < i && is_new; before++)
            is_new = !are_same(stems->parts[before], part);
        if (!is_new) continue;
        if (part.length > end - letters) {
            d->is_full = 1;
            return;
        }
        Word *word = spelt->words + spelt->count++;
        word->hash = number_of(part.letters, part.length), word->start = letters;
        for (int64_t at = 0; at < part.length; at++) {
            is_spelt &= is_letter(part.letters[at]);
            *letters++ = (uint8_t)part.letters[at];
        }
        word->end = letters, word->is_spelt = is_spelt;
    }
}

int spell(const Speller *s, const char *name, int64_t length, Spelt *spelt) {
    Draft d;
    d.stored = d.is_full = d.plain.count = d.american.count = d.stems.count = d.core.count = 0;
    for (int64_t at = 0; at < length; at++)
        if (name[at] & 0x80) return 0;
    if (length > LONGEST_NAME) return 0;
    split(&d, name, length);
    add_stems(s, &d);
    add_words(&d, spelt);
    add_core(s, &d);
    const Parts raw = {{{name, length}}, 1};
    spelt->keys[0] = hash_of(&d, "!", &raw, "");
    spelt->keys[1] = hash_of(&d, "=", &d.american, " ");
    spelt->keys[3] = hash_of(&d, "+", &d.plain, "");
    sort(&d.stems);
    spelt->keys[2] = hash_of(&d, "~", &d.stems, " ");
    spelt->sorted_stems = hash_of(&d, "", &d.stems, " ");
    sort(&d.core);
    spelt->keys[4] = hash_of(&d, "-", &d.core, " ");
    make_sense(s, &d.core);
    sort(&d.core);
    spelt->keys[5] = hash_of(&d, "?", &d.core, " ");
    return !d.is_full;
}
