/* Where the tokens of a text start and end: runs of letters and digits, and other visible characters one by one. */

#include "kernel.h"

enum { UNKNOWN, SPACE, LETTER, OTHER };

/* Adds the tokens of the code points [*from, to) of a text to the `found` ones, and returns how many there are then.
 * `classes` [0x110000] says what a code point is. Where it does not know one, its place is returned in *unknown, -1
 * otherwise, and *from is where to go on. */
EXPORT int64_t kernel_tokenize(const uint32_t *text, int64_t *from, int64_t to, const uint8_t *classes, int32_t *starts,
                               int32_t *ends, int64_t found, int64_t *unknown) {
    *unknown = -1;
    while (*from < to) {
        const int64_t start = *from;
        const uint8_t class = classes[text[start]];
        int64_t end = start + 1;
        if (class == LETTER)
            while (end < to && classes[text[end]] == LETTER) end++;
        if (class == UNKNOWN || (class == LETTER && end < to && classes[text[end]] == UNKNOWN)) {
            *unknown = class == UNKNOWN ? start : end;
            break;
        }
        *from = end;
        if (class == SPACE) continue;
        starts[found] = (int32_t)start;
        ends[found++] = (int32_t)end;
    }
    return found;
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
