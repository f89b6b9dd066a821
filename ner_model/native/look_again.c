/* What is to be seen of the spans of a text, and what trees make of it: ner_model/reranking/features.py and trees.py, in
 * the same operations on the same numbers. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"

enum { LETTERS = 32, AT_ONCE = 8, BUCKET_BITS = 16, KINDS = 4, EDGES = 4 };
enum { BEFORE, FIRST, LAST, AFTER };
/* FEATURES of features.py, in their order. */
enum {
    PROBABILITY, LABEL, TOKENS, CHARACTERS, RIVAL, OTHER_RIVAL, LONGER_RIVAL, SHORTER_RIVAL, REPEATS, MEAN_OF_REPEATS,
    MOST_OF_REPEATS, ANNOTATED, TOLD, SHARE_ANNOTATED, COUNT_BEFORE, SHARES, COUNT_AFTER = SHARES + EDGES, IS_IN_BRACKETS,
    OTHERS_IN_TEXT, KNOWN_IN_TEXT, IN_DICTIONARIES, WIDTH = IN_DICTIONARIES + KINDS
};
#define BASIS 0xCBF29CE484222325u
#define PRIME 0x100000001B3u
#define SPREAD 0x9E3779B97F4A7C15u

/* Sorted keys; those whose upper bits are b begin at buckets[b]. */
typedef struct {
    const uint32_t *keys, *buckets;
} Index;

/* See Lexicon of lexicon.py. */
typedef struct {
    int64_t labels;
    Index names, words, listed;
    const float *told, *annotated, *edges; /* [names], [names][labels], [words][labels][EDGES] */
    const uint8_t *kinds;
} Lexicon;

/* Inner nodes send what is at most their threshold to the next node and the rest elsewhere; leaves, whose threshold is
 * minus infinity, send everything to themselves. */
typedef struct {
    float threshold;
    int32_t feature, elsewhere;
} Node;

typedef struct {
    int64_t count;
    const int32_t *roots, *depths;
    const Node *nodes;
    const float *values; /* of the leaves */
    float start;
} Trees;

typedef struct {
    const uint32_t *letters;
    const int64_t *starts, *ends; /* of the words */
} Text;

/* Spans in the order of their first tokens. */
typedef struct {
    int64_t count;
    const int64_t *firsts, *ends;
    const int32_t *labels;
    const float *probabilities;
} SpansSeen;

/* What spans of a text that are written alike have in common. */
typedef struct {
    int64_t count; /* 0: nothing is here */
    double sum;
    uint32_t key;
    int32_t label;
    float most, second;
} Repeated;

static uint32_t lowered(uint32_t letter) { return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter; }

/* See keys.py; 0 for a hyphen. */
static uint64_t word_key(const Text *text, int64_t word) {
    const uint32_t *letters = text->letters + text->starts[word];
    int64_t length = text->ends[word] - text->starts[word];
    if (length == 1 && *letters == '-') return 0;
    if (length > 3 && lowered(letters[length - 1]) == 's') {
        const uint32_t before = lowered(letters[length - 2]);
        length -= before != 's' && before != 'i' && before != 'u';
    }
    uint64_t key = BASIS ^ (uint64_t)length;
    for (int64_t i = 0; i < length && i < LETTERS; i++) key = (key ^ lowered(letters[i])) * PRIME;
    return key;
}

static uint32_t span_key(const Text *text, int64_t first, int64_t end) {
    uint64_t key = 0;
    for (int64_t word = first; word < end; word++) {
        const uint64_t own = word_key(text, word);
        if (own) key = (key ^ own) * SPREAD;
    }
    return (uint32_t)(key >> 32);
}

/* The place of a key, -1 if it is unknown. */
static int64_t find(const Index *index, uint32_t key) {
    const uint32_t bucket = key >> (32 - BUCKET_BITS);
    for (uint32_t at = index->buckets[bucket]; at < index->buckets[bucket + 1]; at++)
        if (index->keys[at] == key) return at;
    return -1;
}

static int is_mark(const Text *text, int64_t word, uint32_t one, uint32_t other) {
    if (word < 0 || text->ends[word] - text->starts[word] != 1) return 0;
    const uint32_t letter = text->letters[text->starts[word]];
    return letter == one || letter == other;
}

static float larger(float a, float b) { return a > b ? a : b; }

/* Notes in the features of one span how likely another is that overlaps it. */
static void compare(const SpansSeen *s, int64_t one, int64_t other, float *row) {
    const float probability = s->probabilities[other];
    row[RIVAL] = larger(row[RIVAL], probability);
    if (s->labels[one] != s->labels[other]) {
        row[OTHER_RIVAL] = larger(row[OTHER_RIVAL], probability);
        return;
    }
    if (s->firsts[other] <= s->firsts[one] && s->ends[other] >= s->ends[one])
        row[LONGER_RIVAL] = larger(row[LONGER_RIVAL], probability);
    if (s->firsts[other] >= s->firsts[one] && s->ends[other] <= s->ends[one])
        row[SHORTER_RIVAL] = larger(row[SHORTER_RIVAL], probability);
}

/* Where spans of this label and key are counted; there is room for one more. */
static Repeated *find_repeated(Repeated *table, uint64_t slots, uint32_t key, int32_t label) {
    uint64_t at = (key ^ (uint64_t)label) * SPREAD >> 20;
    for (;; at++) {
        Repeated *here = table + (at & (slots - 1));
        if (!here->count || (here->key == key && here->label == label)) return here;
    }
}

static void count_repeated(Repeated *here, uint32_t key, int32_t label, float probability) {
    if (!here->count++) *here = (Repeated){1, 0, key, label, -1, -1};
    here->sum += (double)probability;
    here->second = larger(here->second, probability > here->most ? here->most : probability);
    here->most = larger(here->most, probability);
}

/* The counts of a word at one edge of mentions of a label: left out of them, and taken in. */
static void look_up_edge(const Lexicon *lexicon, const Text *text, int64_t word, int64_t place, int32_t label, float *out) {
    const int64_t at = word < 0 ? -1 : find(&lexicon->words, (uint32_t)(word_key(text, word) >> 32));
    const float *counts = at < 0 ? NULL : lexicon->edges + (at * lexicon->labels + label) * EDGES;
    out[0] = counts ? counts[place <= FIRST ? 0 : 3] : 0;
    out[1] = counts ? counts[place <= FIRST ? 1 : 2] : 0;
}

/* What a span is in itself, and what the lexicon has of it; words [base, limit) are those of its text. */
static void look_at(const Lexicon *lexicon, const Text *text, const SpansSeen *s, int64_t i, uint32_t key, int64_t base,
                    int64_t limit, float *row) {
    const int64_t first = s->firsts[i], end = s->ends[i];
    const int32_t label = s->labels[i];
    row[PROBABILITY] = s->probabilities[i];
    row[LABEL] = (float)label;
    row[TOKENS] = (float)(end - first);
    row[CHARACTERS] = (float)(text->ends[end - 1] - text->starts[first]);
    const int64_t name = find(&lexicon->names, key);
    row[ANNOTATED] = name < 0 ? 0 : lexicon->annotated[name * lexicon->labels + label];
    row[TOLD] = name < 0 ? 0 : lexicon->told[name];
    row[SHARE_ANNOTATED] = (row[ANNOTATED] + 0.3f) / (row[TOLD] + 0.6f);
    const int64_t words[EDGES] = {first > base ? first - 1 : -1, first, end - 1, end < limit ? end : -1};
    for (int64_t place = 0; place < EDGES; place++) {
        float counts[2];
        look_up_edge(lexicon, text, words[place], place, label, counts);
        row[SHARES + place] = (counts[0] + 0.5f) / (counts[0] + counts[1] + 1.0f);
        if ((place == FIRST || place == LAST) && end - first == 1) row[SHARES + place] = -1;
        if (place == BEFORE) row[COUNT_BEFORE] = counts[0] + counts[1];
        if (place == AFTER) row[COUNT_AFTER] = counts[0] + counts[1];
    }
    row[IS_IN_BRACKETS] = (float)(is_mark(text, words[BEFORE], '(', '[') + 2 * is_mark(text, words[AFTER], ')', ']'));
    const int64_t listed = find(&lexicon->listed, key);
    for (int64_t kind = 0; kind < KINDS; kind++)
        row[IN_DICTIONARIES + kind] = listed < 0 ? 0 : (float)(lexicon->kinds[listed] >> kind & 1);
}

/* Adds up what the trees say of AT_ONCE rows. */
static void sum_trees(const Trees *trees, const float *rows, float *sums) {
    float totals[AT_ONCE];
    for (int r = 0; r < AT_ONCE; r++) totals[r] = trees->start;
    for (int64_t t = 0; t < trees->count; t++) {
        int32_t at[AT_ONCE];
        for (int r = 0; r < AT_ONCE; r++) at[r] = trees->roots[t];
        for (int32_t depth = 0; depth < trees->depths[t]; depth++)
            for (int r = 0; r < AT_ONCE; r++) {
                const Node *node = trees->nodes + at[r];
                const int32_t next = at[r] + 1, is_less = -(rows[r * WIDTH + node->feature] <= node->threshold);
                at[r] = node->elsewhere ^ ((node->elsewhere ^ next) & is_less); /* a branch would be guessed wrong */
            }
        for (int r = 0; r < AT_ONCE; r++) totals[r] += trees->values[at[r]];
    }
    memcpy(sums, totals, sizeof totals);
}

/* The features of spans [from, to) of one text, and as many keys; `table` has slots for all of them, empty. */
static void look_at_text(const Lexicon *lexicon, const Text *text, const SpansSeen *s, int64_t from, int64_t to,
                         int64_t base, int64_t limit, Repeated *table, uint64_t slots, uint32_t *keys, float *rows) {
    double probable = 0, of_others = 0;
    int64_t told = 0, known = 0;
    for (int64_t i = from; i < to; i++) {
        float *row = rows + i * WIDTH;
        const int is_told = s->labels[i] < lexicon->labels;
        probable += (double)s->probabilities[i];
        of_others += is_told ? 0.0 : (double)s->probabilities[i];
        for (int64_t j = i + 1; j < to && s->firsts[j] < s->ends[i]; j++) {
            compare(s, i, j, row);
            compare(s, j, i, rows + j * WIDTH);
        }
        if (!is_told) continue;
        keys[i] = span_key(text, s->firsts[i], s->ends[i]);
        count_repeated(find_repeated(table, slots, keys[i], s->labels[i]), keys[i], s->labels[i], s->probabilities[i]);
        look_at(lexicon, text, s, i, keys[i], base, limit, row);
        told++;
        known += row[TOLD] > 0;
    }
    const float share_of_others = (float)(of_others / (probable > 0 ? probable : 1.0));
    const float share_known = (float)((double)known / (double)(told ? told : 1));
    for (int64_t i = from; i < to; i++) {
        if (s->labels[i] >= lexicon->labels) continue;
        const Repeated *all = find_repeated(table, slots, keys[i], s->labels[i]);
        float *row = rows + i * WIDTH;
        const int64_t others = all->count - 1;
        row[REPEATS] = (float)others;
        row[MEAN_OF_REPEATS] = others ? (float)((all->sum - (double)s->probabilities[i]) / (double)others) : -1;
        row[MOST_OF_REPEATS] = s->probabilities[i] == all->most ? all->second : all->most;
        row[OTHERS_IN_TEXT] = share_of_others;
        row[KNOWN_IN_TEXT] = share_known;
    }
}

/* The features [spans][WIDTH] of each span, and the sums of the trees over them; of labels that the lexicon does not know
 * they say nothing. Text i holds the words [bases[i], bases[i + 1]). -1 without memory. */
EXPORT int kernel_look_again(const Lexicon *lexicon, const Trees *trees, const Text *text, const int64_t *bases,
                             int64_t texts, const SpansSeen *s, float *features, float *sums) {
    int64_t most = 1;
    for (int64_t i = 0, from = 0, to = 0; i < texts; i++, from = to) {
        while (to < s->count && s->firsts[to] < bases[i + 1]) to++;
        most = to - from > most ? to - from : most;
    }
    uint64_t room = 2;
    while (room < 2 * (uint64_t)most) room *= 2;
    Repeated *table = malloc(sizeof *table * (size_t)room);
    uint32_t *keys = malloc(sizeof *keys * (size_t)(s->count + 1));
    const int failed = !table || !keys;
    memset(features, 0, sizeof *features * WIDTH * (size_t)s->count);
    for (int64_t i = 0, from = 0, to = 0; !failed && i < texts; i++, from = to) {
        while (to < s->count && s->firsts[to] < bases[i + 1]) to++;
        uint64_t slots = 2;
        while (slots < 2 * (uint64_t)(to - from)) slots *= 2;
        for (uint64_t slot = 0; slot < slots; slot++) table[slot].count = 0;
        look_at_text(lexicon, text, s, from, to, bases[i], bases[i + 1], table, slots, keys, features);
    }
    for (int64_t i = 0; !failed && i < s->count; i += AT_ONCE) {
        float rows[AT_ONCE * WIDTH] = {0}, found[AT_ONCE];
        const int64_t here = s->count - i < AT_ONCE ? s->count - i : AT_ONCE;
        memcpy(rows, features + i * WIDTH, sizeof *rows * WIDTH * (size_t)here);
        sum_trees(trees, rows, found);
        memcpy(sums + i, found, sizeof *sums * (size_t)here);
    }
    free(table);
    free(keys);
    return failed ? -1 : 0;
}
