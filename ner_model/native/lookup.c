/* A table of words: open addressing by a hash, the word itself compared, so that no two words are taken for one. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"

typedef struct {
    uint32_t hash;
    int32_t row, length;
    int32_t used;        /* the search that found it last */
    int64_t letters; /* where they begin in the store */
} Word;

typedef struct {
    Word *words;
    int32_t *slots;      /* number of a word, or -1 */
    uint32_t *store;     /* code points of all words */
    int64_t count, room, slots_count, stored, store_room;
    int64_t kept, kept_letters; /* words that stay, the first ones, and their letters */
    int32_t searches;
} Words;

static uint32_t hash_of(const uint32_t *letters, int64_t length) {
    uint64_t hash = 0x9E3779B97F4A7C15u;
    for (int64_t i = 0; i < length; i++) {
        hash = (hash ^ letters[i]) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

/* The slot of a word, or the empty one where it belongs. */
static int64_t slot_of(const Words *w, uint32_t hash, const uint32_t *letters, int64_t length) {
    int64_t slot = hash & (uint64_t)(w->slots_count - 1);
    for (; w->slots[slot] >= 0; slot = (slot + 1) & (w->slots_count - 1)) {
        const Word *word = w->words + w->slots[slot];
        if (word->hash == hash && word->length == length &&
            !memcmp(w->store + word->letters, letters, (size_t)length * sizeof *letters)) break;
    }
    return slot;
}

static void fill_slots(Words *w) {
    for (int64_t i = 0; i < w->slots_count; i++) w->slots[i] = -1;
    for (int64_t i = 0; i < w->count; i++) {
        const Word *word = w->words + i;
        w->slots[slot_of(w, word->hash, w->store + word->letters, word->length)] = (int32_t)i;
    }
}

/* Makes room for one more word of a length; -1 without memory, which leaves the table as it is. */
static int grow(Words *w, int64_t length) {
    if (w->count == w->room) {
        const int64_t room = 2 * w->room;
        Word *words = realloc(w->words, sizeof *words * (size_t)room);
        if (!words) return -1;
        w->words = words;
        int32_t *slots = realloc(w->slots, sizeof *slots * (size_t)(4 * room));
        if (!slots) return -1;
        w->slots = slots, w->room = room, w->slots_count = 4 * room;
        fill_slots(w);
    }
    while (w->stored + length > w->store_room) {
        uint32_t *store = realloc(w->store, sizeof *store * (size_t)(2 * w->store_room));
        if (!store) return -1;
        w->store = store, w->store_room *= 2;
    }
    return 0;
}

EXPORT void words_free(Words *w) {
    if (!w) return;
    free(w->words);
    free(w->slots);
    free(w->store);
    free(w);
}

EXPORT Words *words_new(void) {
    Words *w = calloc(1, sizeof *w);
    if (!w) return 0;
    w->room = 1 << 10, w->slots_count = 4 * w->room, w->store_room = 1 << 14;
    w->words = malloc(sizeof *w->words * (size_t)w->room);
    w->slots = malloc(sizeof *w->slots * (size_t)w->slots_count);
    w->store = malloc(sizeof *w->store * (size_t)w->store_room);
    if (w->words && w->slots && w->store) {
        fill_slots(w);
        return w;
    }
    words_free(w);
    return 0;
}

/* Rows of tokens [starts, ends) of a text, -1 for words that are not in the table. */
EXPORT void words_find(Words *w, const uint32_t *text, const int64_t *starts, const int64_t *ends, int64_t tokens,
                       int32_t *rows) {
    w->searches++;
    for (int64_t t = 0; t < tokens; t++) {
        const uint32_t *letters = text + starts[t];
        const int64_t length = ends[t] - starts[t];
        const int32_t number = w->slots[slot_of(w, hash_of(letters, length), letters, length)];
        rows[t] = number < 0 ? -1 : w->words[number].row;
        if (number >= 0) w->words[number].used = w->searches;
    }
}

/* Puts words that are not in the table into it; -1 without memory. */
EXPORT int words_add(Words *w, const uint32_t *text, const int64_t *starts, const int64_t *ends, int64_t words,
                     const int32_t *rows) {
    for (int64_t i = 0; i < words; i++) {
        const uint32_t *letters = text + starts[i];
        const int64_t length = ends[i] - starts[i];
        if (grow(w, length)) return -1;
        const uint32_t hash = hash_of(letters, length);
        w->slots[slot_of(w, hash, letters, length)] = (int32_t)w->count;
        w->words[w->count++] = (Word){hash, rows[i], (int32_t)length, w->searches, w->stored};
        memcpy(w->store + w->stored, letters, (size_t)length * sizeof *letters);
        w->stored += length;
    }
    return 0;
}

/* The words that are in the table stay; what follows is of the others alone. */
EXPORT void words_keep(Words *w) {
    w->kept = w->count;
    w->kept_letters = w->stored;
}

EXPORT int64_t words_count(const Words *w) { return w->count - w->kept; }

/* Letters of all words together: some words are very long. */
EXPORT int64_t words_letters(const Words *w) { return w->stored - w->kept_letters; }

/* The longest time without use, in searches, for which no more than `keep` words are left; -1 if none may be. */
static int64_t longest_rest(const Words *w, int64_t keep) {
    int64_t counts[256] = {0}, left = 0;
    for (int64_t i = w->kept; i < w->count; i++) {
        const int64_t rest = w->searches - w->words[i].used;
        counts[rest < 255 ? rest : 255]++;
    }
    int64_t rest = 0;
    while (rest < 256 && left + counts[rest] <= keep) left += counts[rest++];
    return rest == 256 ? INT32_MAX : rest - 1;
}

/* Takes out the words that were not used for longest, so that at most `keep` are left; returns how many they were, and
 * their rows in `freed`. */
EXPORT int64_t words_forget(Words *w, int64_t keep, int32_t *freed) {
    const int64_t rest = longest_rest(w, keep);
    int64_t count = w->kept, stored = w->kept_letters, gone = 0;
    for (int64_t i = w->kept; i < w->count; i++) {
        Word word = w->words[i];
        if (w->searches - word.used > rest) {
            freed[gone++] = word.row;
            continue;
        }
        memmove(w->store + stored, w->store + word.letters, (size_t)word.length * sizeof *w->store);
        word.letters = stored;
        stored += word.length;
        w->words[count++] = word;
    }
    w->count = count, w->stored = stored;
    fill_slots(w);
    return gone;
}
