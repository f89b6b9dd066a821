/* Words of a vocabulary that are spelt like a word or mean the same: `SimilarWords` of ner_model/linking/synonyms.py, with
 * the same numbers, as all sums are of integers and all quotients of doubles. */

#include <stdlib.h>
#include <string.h>

#include "names.h"

enum { STEP = 64, BASE = 38, LONGEST = 128, MOST_WITH = 2500, MOST_KNOWN = 1 << 15, MOST_POOLED = 1 << 20 };

static const double ALIKE = 0.5;

/* Hashes are spread evenly. */
int64_t expected_place(int64_t count, uint64_t hash) { return (int64_t)((hash >> 32) * (uint64_t)count >> 32); }

/* From where a hash would stand, ever larger steps lead past it, and halving leads back. */
int64_t first_of_hash(const uint64_t *hashes, int64_t count, uint64_t hash) {
    int64_t low = expected_place(count, hash), high = low;
    for (int64_t step = STEP; low > 0 && hashes[low - 1] >= hash; step *= 2) high = low, low = low > step ? low - step : 0;
    for (int64_t step = STEP; high < count && hashes[high] < hash; step *= 2)
        low = high + 1, high = count - high > step ? high + step : count;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (hashes[middle] < hash) low = middle + 1;
        else high = middle;
    }
    return low;
}

int64_t number_of_word(const Names *n, uint64_t hash) {
    const int64_t at = first_of_hash(n->word_hashes, n->words, hash);
    return at < n->words && n->word_hashes[at] == hash ? at : -1;
}

void similars_close(Similars *s) {
    free(s->hashes);
    free(s->firsts);
    free(s->counts);
    free(s->pool);
    free(s->touched);
    free(s->shared);
    free(s->grams);
}

static void forget_all(Similars *s) {
    memset(s->counts, 0xff, sizeof *s->counts * (size_t)s->slots);
    s->known = s->pooled = 0;
}

int similars_open(Similars *s, const Names *n) {
    s->slots = 4 * MOST_KNOWN, s->room = 1 << 12;
    s->hashes = malloc(sizeof *s->hashes * (size_t)s->slots);
    s->firsts = malloc(sizeof *s->firsts * (size_t)s->slots);
    s->counts = malloc(sizeof *s->counts * (size_t)s->slots);
    s->pool = malloc(sizeof *s->pool * (size_t)s->room);
    s->touched = malloc(sizeof *s->touched * (size_t)(n->words + 1));
    s->shared = calloc((size_t)n->words + 1, 1);
    s->grams = malloc((size_t)n->words + 1);
    if (!s->hashes || !s->firsts || !s->counts || !s->pool || !s->touched || !s->shared || !s->grams) return -1;
    for (int64_t word = 0; word < n->words; word++)
        s->grams[word] = (uint8_t)(n->gram_counts[word] < UINT8_MAX ? n->gram_counts[word] : UINT8_MAX);
    forget_all(s);
    return 0;
}

/* Puts a word where it belongs among similar ones whose numbers rise; the larger similarity counts. */
static int add(Similars *s, int64_t first, int32_t number, float similarity) {
    if (s->pooled == s->room) {
        Similar *pool = realloc(s->pool, sizeof *pool * (size_t)(2 * s->room));
        if (!pool) return -1;
        s->pool = pool, s->room *= 2;
    }
    int64_t at = s->pooled;
    while (at > first && s->pool[at - 1].number >= number) at--;
    if (at < s->pooled && s->pool[at].number == number) {
        if (s->pool[at].similarity < similarity) s->pool[at].similarity = similarity;
        return 0;
    }
    memmove(s->pool + at + 1, s->pool + at, sizeof *s->pool * (size_t)(s->pooled++ - at));
    s->pool[at] = (Similar){number, similarity};
    return 0;
}

static int code_of(uint32_t letter) {
    if (letter >= 'a' && letter <= 'z') return 2 + (int)(letter - 'a');
    return letter >= '0' && letter <= '9' ? 28 + (int)(letter - '0') : letter == '#';
}

/* Runs of three letters, each once, in rising order; their number. */
static int grams_of(const Word *word, int32_t *grams) {
    const int64_t length = word->end - word->start;
    int count = 0, before = 1, here = code_of(*word->start);
    for (int64_t at = 1; at <= length && at < LONGEST; at++) {
        const int after = at < length ? code_of(word->start[at]) : 1;
        const int32_t gram = (before * BASE + here) * BASE + after;
        int place = count;
        while (place > 0 && grams[place - 1] > gram) place--;
        if (!place || grams[place - 1] != gram) {
            memmove(grams + place + 1, grams + place, sizeof *grams * (size_t)(count++ - place));
            grams[place] = gram;
        }
        before = here, here = after;
    }
    return count;
}

static int64_t length_of(const Lists *lists, int64_t number) { return lists->firsts[number + 1] - lists->firsts[number]; }

/* Puts the runs with the fewest words first; how many of them are not too frequent, one at least. */
static int rarest_first(const Names *n, int32_t *grams, int count) {
    int rare = 0;
    for (int i = 0; i < count; i++) {
        const int32_t gram = grams[i];
        const int64_t length = length_of(&n->words_with, gram);
        int at = i;
        for (; at > 0 && length_of(&n->words_with, grams[at - 1]) > length; at--) grams[at] = grams[at - 1];
        grams[at] = gram;
        rare += length <= MOST_WITH;
    }
    return rare ? rare : 1;
}

/* Counts for each word how many of the rare grams it has, if that can be `least` of them; how many words those are. */
static int64_t count_shared(Similars *s, const Names *n, const int32_t *grams, int rare, int least) {
    uint8_t *shared = s->shared;
    int32_t *touched = s->touched;
    int64_t count = 0;
    for (int i = 0; i < rare; i++) {
        const int64_t length = length_of(&n->words_with, grams[i]);
        const int32_t *words = n->words_with.values + n->words_with.firsts[grams[i]];
        const int is_late = rare - i < least; /* a word that is new here has too few */
        for (int64_t w = 0; w < length && w < MOST_WITH; w++) {
            const uint8_t before = shared[words[w]];
            const int is_new = !before & !is_late; /* no branch, which nobody could foretell */
            touched[count] = words[w];
            count += is_new;
            shared[words[w]] = (uint8_t)(before + (is_new | (before && before < UINT8_MAX))); /* never back to 0 */
        }
    }
    return count;
}

/* Words that share runs of letters, by Dice's coefficient; the most frequent runs are not looked up. */
static int add_spelt_alike(Similars *s, const Names *n, const Word *word, int64_t first) {
    int32_t grams[LONGEST], best[MOST_SIMILAR];
    double dice[MOST_SIMILAR];
    int kept = 0;
    const int count = grams_of(word, grams), rare = rarest_first(n, grams, count), missing = count - rare;
    /* As many as a word must have of them to be half alike, which has no fewer grams than it shares: Dice's coefficient is
     * (2 shared + missing) / (count + its grams). */
    const int least = (count - 2 * missing + 2) / 3;
    const int64_t touched = count_shared(s, n, grams, rare, least);
    for (int64_t t = 0; t < touched; t++) {
        const int32_t number = s->touched[t];
        const int shared = s->shared[number];
        s->shared[number] = 0;
        if (shared < least || 4 * (shared + missing) < count) continue; /* not half alike, however few grams it has */
        if (2 * (2 * shared + missing) < count + s->grams[number]) continue;
        const double alike = (double)(2 * shared + missing) / (double)(count + n->gram_counts[number]);
        if (alike < ALIKE) continue;
        int at = kept;
        while (at > 0 && (dice[at - 1] < alike || (dice[at - 1] == alike && best[at - 1] > number))) at--;
        if (at == MOST_SIMILAR) continue;
        if (kept < MOST_SIMILAR) kept++;
        for (int i = kept - 1; i > at; i--) best[i] = best[i - 1], dice[i] = dice[i - 1];
        best[at] = number, dice[at] = alike;
    }
    for (int i = 0; i < kept; i++)
        if (add(s, first, best[i], (float)dice[i])) return -1;
    return 0;
}

static int find_similar(Similars *s, const Names *n, const Word *word) {
    const int64_t first = s->pooled, number = number_of_word(n, word->hash);
    if (word->is_spelt && add_spelt_alike(s, n, word, first)) return -1;
    if (number < 0) return 0;
    for (int64_t i = n->synonyms.firsts[number]; i < n->synonyms.firsts[number + 1]; i++)
        if (add(s, first, n->synonyms.values[i], n->beliefs[i])) return -1;
    return add(s, first, (int32_t)number, 1.0f);
}

int similars_make_room(Similars *s) {
    if (s->known < MOST_KNOWN && s->pooled < MOST_POOLED) return 0;
    forget_all(s);
    return 1;
}

int64_t similar_words(Similars *s, const Names *n, const Word *word, const Similar **similar) {
    int64_t slot = (int64_t)(word->hash & (uint64_t)(s->slots - 1));
    while (s->counts[slot] >= 0 && s->hashes[slot] != word->hash) slot = (slot + 1) & (s->slots - 1);
    if (s->counts[slot] < 0) {
        const int64_t first = s->pooled;
        if (find_similar(s, n, word)) {
            s->pooled = first;
            return -1;
        }
        s->hashes[slot] = word->hash, s->firsts[slot] = first, s->known++;
        s->counts[slot] = (int32_t)(s->pooled - first);
    }
    *similar = s->pool + s->firsts[slot];
    return s->counts[slot];
}
