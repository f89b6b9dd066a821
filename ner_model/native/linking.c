/* The concepts that a mention may be, with their features: `Searcher.find` of ner_model/linking/candidates.py and
 * like_names.py, one float operation at a time in the same order, so that both give the same. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "names.h"

enum { SURE_KEYS = 4, MOST_NAMES = 1000, ALIKE = 5, LIKE = 64, AHEAD = 16 };

static const float BELOW = 0.9999f; /* far enough that rounding does not count */

EXPORT void linking_close(Search *s) {
    if (!s) return;
    similars_close(&s->similars);
    free(s->scores);
    free(s->touched);
    free(s->found);
    free(s->marks);
    free(s->places);
    free(s->similarities);
    free(s);
}

EXPORT Search *linking_open(const Names *names) {
    Search *s = calloc(1, sizeof *s);
    if (!s) return 0;
    s->names = *names, s->room = 1 << 8;
    s->scores = calloc((size_t)names->names + 1, sizeof *s->scores);
    s->touched = malloc(sizeof *s->touched * (size_t)(names->names + 1));
    s->found = malloc(sizeof *s->found * (size_t)s->room);
    s->marks = malloc(sizeof *s->marks * (size_t)s->room);
    s->places = calloc((size_t)names->words + 1, sizeof *s->places);
    if (s->scores && s->touched && s->found && s->marks && s->places && !similars_open(&s->similars, names)) return s;
    linking_close(s);
    return 0;
}

static int add(Search *s, int32_t row, uint32_t keys) {
    if (s->count == s->room) {
        Found *found = realloc(s->found, sizeof *found * (size_t)(2 * s->room));
        if (!found) return -1;
        s->found = found;
        uint64_t *marks = realloc(s->marks, sizeof *marks * (size_t)(2 * s->room));
        if (!marks) return -1;
        s->marks = marks, s->room *= 2;
    }
    s->marks[s->count++] = (uint64_t)(uint32_t)row << 32 | keys;
    return 0;
}

/* Hashes lie all over the files: better asked for early. */
static void prefetch_hashes(const Search *s, const uint64_t *keys, const Mention *m) {
    const Names *n = &s->names;
    for (int key = 0; key < KEYS; key++) __builtin_prefetch(n->key_hashes + expected_place(n->keys, keys[key]));
    for (int i = 0; i < m->count; i++) __builtin_prefetch(n->word_hashes + expected_place(n->words, m->words[i].hash));
}

/* Adds the names with a spelling; whether one of them is the terminology's own goes to `is_name`. */
static int add_spelling(Search *s, uint64_t hash, int key, int *is_name) {
    const Names *n = &s->names;
    for (int64_t at = first_of_hash(n->key_hashes, n->keys, hash); at < n->keys && n->key_hashes[at] == hash; at++) {
        if (add(s, n->key_rows[at], 1u << key)) return -1;
        *is_name |= key < SURE_KEYS && n->counts[n->key_rows[at]] == 0;
    }
    return 0;
}

/* Says of the names that were added, whose marks rise, which have a spelling, too. */
static void mark_spelling(Search *s, uint64_t hash, int key) {
    const Names *n = &s->names;
    for (int64_t at = first_of_hash(n->key_hashes, n->keys, hash); at < n->keys && n->key_hashes[at] == hash; at++) {
        const int64_t place = place_of(s->marks, s->count, n->key_rows[at]);
        if (place >= 0) s->marks[place] |= 1u << key;
    }
}

/* Adds the names with one of the spellings of a mention; whether it is a name goes to `is_name`, and then the spellings
 * that are not sure add none. */
static int add_spellings(Search *s, const uint64_t *keys, int *is_name) {
    int key = 0;
    for (; key < SURE_KEYS; key++)
        if (add_spelling(s, keys[key], key, is_name)) return -1;
    for (; key < KEYS && !*is_name; key++)
        if (add_spelling(s, keys[key], key, is_name)) return -1;
    if (key < KEYS) sort_numbers(s->marks, s->count);
    for (; key < KEYS; key++) mark_spelling(s, keys[key], key);
    return 0;
}

/* Looks the words of a mention up; of one that is a name, no other words are like its own. */
static int read_words(Search *s, Mention *m, Similar *itself, int is_name) {
    m->total = 0;
    similars_make_room(&s->similars);
    for (int i = 0; i < m->count; i++) {
        const int64_t number = number_of_word(&s->names, m->words[i].hash);
        m->weights[i] = number < 0 ? s->names.rarest : (double)s->names.weights[number];
        m->total += m->weights[i];
        itself[i] = (Similar){(int32_t)number, 1};
        m->similar[i] = itself + i, m->similar_count[i] = number >= 0;
        if (!is_name && similar_words(&s->similars, &s->names, m->words + i, m->similar) < 0) return -1;
    }
    for (int i = 0; i < m->count && !is_name; i++) /* once more: the pool may have moved, and now does not */
        m->similar_count[i] = similar_words(&s->similars, &s->names, m->words + i, m->similar + i);
    return 0;
}

/* Gives each similar word a place, and its similarities to the words of the mention. */
static int place_words(Search *s, Mention *m) {
    int64_t most = 0, placed = 0;
    for (int i = 0; i < m->count; i++) most += m->similar_count[i];
    if (most * m->count > s->similarities_room) {
        float *similarities = realloc(s->similarities, sizeof *similarities * (size_t)(most * m->count));
        if (!similarities) return -1;
        s->similarities = similarities, s->similarities_room = most * m->count;
    }
    for (int i = 0; i < m->count; i++)
        for (int64_t w = 0; w < m->similar_count[i]; w++) {
            uint16_t *place = s->places + m->similar[i][w].number;
            if (!*place && placed == UINT16_MAX) continue;
            if (!*place) {
                *place = (uint16_t)++placed;
                memset(s->similarities + (placed - 1) * m->count, 0, sizeof *s->similarities * (size_t)m->count);
            }
            s->similarities[(*place - 1) * m->count + i] = m->similar[i][w].similarity;
        }
    m->places = s->places, m->similarities = s->similarities;
    return 0;
}

static void forget_places(Search *s, const Mention *m) {
    for (int i = 0; i < m->count; i++)
        for (int64_t w = 0; w < m->similar_count[i]; w++) s->places[m->similar[i][w].number] = 0;
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

/* Adds weights of words to the scores of the names that have them; how many names that are. */
static int64_t add_scores(Search *s, const int32_t *numbers, const double *weights, int count) {
    const Names *n = &s->names;
    int64_t touched = 0, usable = 0;
    for (int i = 0; i < count; i++)
        usable += n->names_with.firsts[numbers[i] + 1] - n->names_with.firsts[numbers[i]] <= MOST_NAMES;
    for (int i = 0; i < count; i++) {
        int64_t first = n->names_with.firsts[numbers[i]], end = n->names_with.firsts[numbers[i] + 1];
        if (usable && end - first > MOST_NAMES) continue;
        if (end - first > MOST_NAMES) end = first + MOST_NAMES;
        for (; first < end; first++) {
            const int32_t row = n->names_with.values[first];
            if (first + AHEAD < end) __builtin_prefetch(s->scores + n->names_with.values[first + AHEAD]);
            s->touched[touched] = row;
            touched += (s->scores[row] == 0) & (touched < n->names); /* no branch, which nobody could foretell */
            s->scores[row] += (float)weights[i];
        }
    }
    return touched;
}

/* Puts a number where the least of a heap was. */
static void replace_least(uint64_t *heap, int count, uint64_t number) {
    int at = 0;
    for (int below = 1; below < count; below = 2 * at + 1) {
        below += below + 1 < count && heap[below + 1] < heap[below];
        if (heap[below] >= number) break;
        heap[at] = heap[below], at = below;
    }
    heap[at] = number;
}

/* Adds the names that share most with the words of a mention, of those that share as much the first. */
static int add_like(Search *s, const Mention *m) {
    const Names *n = &s->names;
    int32_t numbers[MOST_WORDS * ALIKE];
    double weights[MOST_WORDS * ALIKE];
    uint64_t best[LIKE] = {0}; /* Dice's coefficients, as bits, which rise with them, above rows */
    float least = 0;
    const int64_t touched = add_scores(s, numbers, weights, words_to_look_up(m, numbers, weights));
    for (int64_t t = 0; t < touched; t++) {
        const int32_t row = s->touched[t];
        const float score = s->scores[row];
        if (t + AHEAD < touched) __builtin_prefetch(n->totals + s->touched[t + AHEAD]);
        s->scores[row] = 0;
        if (score < least) continue; /* whatever else the name has */
        const float alike = score / ((float)m->total + n->totals[row]);
        const uint64_t found = (uint64_t)bits_of(alike) << 32 | ~(uint32_t)row;
        if (found <= best[0]) continue;
        replace_least(best, LIKE, found);
        least = value_of((uint32_t)(best[0] >> 32)) * (float)m->total * BELOW;
    }
    for (int i = 0; i < LIKE; i++)
        if (best[i] && add(s, (int32_t)~(uint32_t)best[i], 0)) return -1;
    return 0;
}

/* Each name once, in the order of the rows, with all that was said of it. */
static void merge(Search *s) {
    int64_t count = 0;
    sort_numbers(s->marks, s->count);
    for (int64_t i = 0; i < s->count; i++) {
        const int32_t row = (int32_t)(s->marks[i] >> 32), keys = (int32_t)(uint32_t)s->marks[i];
        if (count && s->found[count - 1].row == row) s->found[count - 1].keys |= keys;
        else s->found[count].row = row, s->found[count++].keys = keys;
    }
    s->count = count;
}

/* Splits the letters of all words, which spaces part; `codes` are the hash of each, and whether it is looked for by its
 * letters. */
static void split_words(Mention *m, const uint32_t *letters, const uint64_t *codes) {
    for (int i = 0; i < m->count; i++) {
        const uint32_t *end = letters;
        while (*end && *end != ' ') end++;
        m->words[i] = (Word){codes[2 * i], letters, end, codes[2 * i + 1] != 0};
        letters = end + (*end == ' ');
    }
}

int64_t find_concepts(Search *s, const uint64_t *keys, Mention *m, int32_t *concepts, float *features) {
    Similar itself[MOST_WORDS];
    int is_name = 0;
    s->count = 0;
    prefetch_hashes(s, keys, m);
    if (add_spellings(s, keys, &is_name) || read_words(s, m, itself, is_name)) return -1;
    if ((!is_name && add_like(s, m)) || place_words(s, m)) return -1;
    merge(s);
    const int64_t kept = features_of(&s->names, m, s->found, s->marks, s->count, concepts, features);
    forget_places(s, m);
    return kept;
}

/* The concepts that a mention of `length` characters may be, the likeliest first, and their features [20][36]; how many
 * they are, or -1 without memory. `codes`: the hashes of its spellings, and two numbers of each word, see `split_words`;
 * `letters` end with a 0. */
EXPORT int64_t linking_find(Search *s, const uint64_t *codes, const uint32_t *letters, int64_t words, int64_t length,
                            int32_t *concepts, float *features) {
    Mention m = {.count = (int)words, .length = length};
    split_words(&m, letters, codes + KEYS);
    return find_concepts(s, codes, &m, concepts, features);
}

/* Whether there is a name with one of some spellings. */
EXPORT int linking_has_name(const Search *s, const uint64_t *keys, int64_t count) {
    const Names *n = &s->names;
    for (int64_t key = 0; key < count; key++) {
        const int64_t at = first_of_hash(n->key_hashes, n->keys, keys[key]);
        if (at < n->keys && n->key_hashes[at] == keys[key]) return 1;
    }
    return 0;
}
