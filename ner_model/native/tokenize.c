/* Where the tokens of a text start and end: runs of letters and digits, and other visible characters one by one. */

#include "kernel.h"

enum { UNKNOWN, SPACE, LETTER, OTHER };

/* How far a text has been read, where a code point is of no known class, the tokens found. */
typedef struct {
    int64_t at, unknown, tokens;
} State;

/* Where tokens start and end; none goes on over one of the `cuts`, which rise, the last one being the text's length.
 * `classes` [0x110000] says what a code point is. Returns 1 where it does not say so of the one at state->unknown:
 * called again, this goes on from where it was. */
EXPORT int kernel_tokenize(const uint32_t *text, int64_t length, const int64_t *cuts, const uint8_t *classes,
                           int32_t *starts, int32_t *ends, State *state) {
    while (state->at < length) {
        const int64_t start = state->at;
        while (*cuts <= start) cuts++;
        const uint8_t class = classes[text[start]];
        int64_t end = start + 1;
        if (class == LETTER)
            while (end < *cuts && classes[text[end]] == LETTER) end++;
        state->unknown = class == UNKNOWN ? start : end;
        if (class == UNKNOWN || (class == LETTER && end < *cuts && classes[text[end]] == UNKNOWN)) return 1;
        state->at = end;
        if (class == SPACE) continue;
        starts[state->tokens] = (int32_t)start;
        ends[state->tokens++] = (int32_t)end;
    }
    return 0;
}

/* Of `count` places where sentences begin, those that lie in no token and begin a sentence with tokens: into
 * sentence_starts, and into first_tokens the number of the first token of each, with the number of all tokens behind.
 * Returns how many there are. The first sentence begins with the text. */
EXPORT int64_t kernel_sentences(const int32_t *places, int64_t count, const int32_t *starts, const int32_t *ends,
                                int64_t tokens, int32_t *sentence_starts, int32_t *first_tokens) {
    int64_t kept = 0, token = 0;
    for (int64_t i = 0; i < count; i++) {
        while (token < tokens && starts[token] < places[i]) token++;
        const int has_tokens = token < tokens && (i + 1 == count || starts[token] < places[i + 1]);
        const int cuts_token = token > 0 && places[i] < ends[token - 1];
        if (!has_tokens || cuts_token) continue;
        sentence_starts[kept] = kept ? places[i] : 0;
        first_tokens[kept] = kept ? (int32_t)token : 0;
        kept++;
    }
    first_tokens[kept] = (int32_t)tokens;
    return kept;
}
