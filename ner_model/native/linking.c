/* The concepts that a mention may be, with their features: `Searcher.find` of ner_model/linking/candidates.py and
 * like_names.py, one float operation at a time in the same order, so that both give the same. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "linking.h"

enum { SURE_KEYS = 4, MOST_NAMES = 1000, ALIKE = 5, LIKE = 64 };

EXPORT void linking_close(Search *s) {
    if (!s) return;
    similars_close(&s->similars);
    free(s->scores);
    free(s->touched);
    free(s->found);
    free(s);
}

EXPORT Search *linking_open(const Names *names) {
    Search *s = calloc(1, sizeof *s);
    if (!s) return 0;
    s->names = *names, s->room = 1 << 8;
    s->scores = calloc((size_t)names->names + 1, sizeof *s->scores);
    s->touched = malloc(sizeof *s->touched * (size_t)(names->names + 1));
    s->found = malloc(sizeof *s->found * (size_t)s->room);
    if (s->scores && s->touched && s->found && !similars_open(&s->similars, names)) return s;
    linking_close(s);
    return 0;
}

static int add(Search *s, int32_t row, int32_t keys) {
    if (s->count == s->room) {
        Found *found = realloc(s->found, sizeof *found * (size_t)(2 * s->room));
        if (!found) return -1;
        s->found = found, s->room *= 2;
    }
    s->found[s->count++] = (Found){.row = row, .keys = keys};
    return 0;
}

/* Adds the names with a spelling; whether one of them is the terminology's own goes to `is_sure`. */
static int add_spelling(Search *s, uint64_t hash, int key, int *is_sure) {
    const Names *n = &s->names;
    int64_t low = 0, high = n->keys;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (n->key_hashes[middle] < hash) low = middle + 1;
        else high = middle;
    }
    for (; low < n->keys && n->key_hashes[low] == hash; low++) {
        if (add(s, n->key_rows[low], 1 << key)) return -1;
        *is_sure |= key < SURE_KEYS && n->counts[n->key_rows[low]] == 0;
    }
    return 0;
}

static int read_words(Search *s, Mention *m) {
    m->total = 0;
    similars_make_room(&s->similars);
    for (int i = 0; i < m->count; i++) {
        const int64_t number = number_of_word(&s->names, m->words[i].hash);
        m->weights[i] = number < 0 ? s->names.rarest : (double)s->names.weights[number];
        m->total += m->weights[i];
        if (similar_words(&s->similars, &s->names, m->words + i, m->similar) < 0) return -1;
    }
    for (int i = 0; i < m->count; i++) /* once more: the pool may have moved, and now does not */
        m->similar_count[i] = similar_words(&s->similars, &s->names, m->words + i, m->similar + i);
    return 0;
}

/* The most similar words of each word of a mention, with the weight of each; how many they are. */
static int words_to_look_up(const Mention *m, int32_t *numbers, double *weights) {
    int count = 0;
    for (int i = 0; i < m->count; i++) {
        const int first = count;
        for (int64_t w = 0; w < m->similar_count[i]; w++) {
            const double weight = m->weights[i] * (double)m->similar[i][w].similarity;
            int at = count;
            while (at > first && weights[at - 1] < weight) at--;
            if (at - first == ALIKE) continue;
            if (count - first < ALIKE) count++;
            for (int k = count - 1; k > at; k--) numbers[k] = numbers[k - 1], weights[k] = weights[k - 1];
            numbers[at] = m->similar[i][w].number, weights[at] = weight;
        }
    }
    return count;
}

/* Adds the names that share most with the words of a mention. */
static int add_like(Search *s, const Mention *m) {
    const Names *n = &s->names;
    int32_t numbers[MOST_WORDS * ALIKE], best[LIKE];
    double weights[MOST_WORDS * ALIKE];
    float dice[LIKE];
    int64_t touched = 0, usable = 0, kept = 0;
    const int count = words_to_look_up(m, numbers, weights);
    for (int i = 0; i < count; i++)
        usable += n->names_with.firsts[numbers[i] + 1] - n->names_with.firsts[numbers[i]] <= MOST_NAMES;
    for (int i = 0; i < count; i++) {
        int64_t first = n->names_with.firsts[numbers[i]], end = n->names_with.firsts[numbers[i] + 1];
        if (usable && end - first > MOST_NAMES) continue;
        if (end - first > MOST_NAMES) end = first + MOST_NAMES;
        for (; first < end; first++) {
            const int32_t row = n->names_with.values[first];
            if (s->scores[row] == 0 && touched < n->names) s->touched[touched++] = row;
            s->scores[row] += (float)weights[i];
        }
    }
    for (int64_t t = 0; t < touched; t++) {
        const int32_t row = s->touched[t];
        const float score = s->scores[row];
        s->scores[row] = 0;
        if (kept == LIKE && score / (float)m->total < dice[LIKE - 1]) continue; /* whatever else the name has */
        const float alike = score / ((float)m->total + n->totals[row]);
        int64_t at = kept;
        while (at > 0 && (dice[at - 1] < alike || (dice[at - 1] == alike && best[at - 1] > row))) at--;
        if (at == LIKE) continue;
        if (kept < LIKE) kept++;
        for (int64_t k = kept - 1; k > at; k--) best[k] = best[k - 1], dice[k] = dice[k - 1];
        best[at] = row, dice[at] = alike;
    }
    for (int64_t i = 0; i < kept; i++)
        if (add(s, best[i], 0)) return -1;
    return 0;
}

static int by_row(const void *one, const void *other) {
    const int32_t a = ((const Found *)one)->row, b = ((const Found *)other)->row;
    return (a > b) - (a < b);
}

/* Each name once, in the order of the rows, with all that was said of it. */
static void merge(Search *s) {
    int64_t count = 0;
    qsort(s->found, (size_t)s->count, sizeof *s->found, by_row);
    for (int64_t i = 0; i < s->count; i++)
        if (count && s->found[count - 1].row == s->found[i].row) s->found[count - 1].keys |= s->found[i].keys;
        else s->found[count++] = s->found[i];
    s->count = count;
}


/* Splits the letters of all words, which spaces part, and says what is known of each. */
static void split_words(Mention *m, const uint32_t *letters, const uint64_t *hashes, const uint8_t *is_spelt) {
    for (int i = 0; i < m->count; i++) {
        const uint32_t *end = letters;
        while (*end && *end != ' ') end++;
        m->words[i] = (Word){hashes[i], letters, end, is_spelt[i]};
        letters = end + (*end == ' ');
    }
}

/* The concepts that a mention of `length` characters may be, the likeliest first, and their features [20][24]; how many
 * they are, or -1 without memory. `keys` are the hashes of its spellings; of its words, which end with a 0, `hashes` and
 * whether they are looked for by their letters. */
EXPORT int64_t linking_find(Search *s, const uint64_t *keys, const uint32_t *letters, const uint64_t *hashes,
                            const uint8_t *is_spelt, int64_t words, int64_t length, int32_t *concepts, float *features) {
    Mention m = {.count = (int)words, .length = length};
    int is_sure = 0;
    s->count = 0;
    for (int key = 0; key < KEYS; key++)
        if (add_spelling(s, keys[key], key, &is_sure)) return -1;
    split_words(&m, letters, hashes, is_spelt);
    if (read_words(s, &m) || (!is_sure && add_like(s, &m))) return -1;
    merge(s);
    return features_of(&s->names, &m, s->found, s->count, concepts, features);
}
