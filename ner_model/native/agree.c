/* Scores that agree within a text: see ner_model/agreement.py. Sums in double precision, token after token, as there. */

#include <stdlib.h>

#include "kernel.h"

/* Of one text: how often each word comes, and the sums of its scores; `place` of a word is that of its first token. */
static void add_up(const float *scores, const int32_t *types, const int32_t *lengths, int64_t tokens, int64_t tags,
                   int32_t shortest, int64_t *place, int64_t *counts, double *sums) {
    for (int64_t t = 0; t < tokens; t++) {
        if (lengths[t] < shortest) continue;
        int64_t *at = place + types[t];
        if (*at < 0) {
            *at = t;
            counts[t] = 0;
            for (int64_t j = 0; j < tags; j++) sums[t * tags + j] = 0;
        }
        counts[*at]++;
        for (int64_t j = 0; j < tags; j++) sums[*at * tags + j] += (double)scores[t * tags + j];
    }
}

/* Moves `scores` [tokens][tags] by `weight` towards the means of the same words in texts [bases[i], bases[i + 1]);
 * `types` are below `types_end`. -1 without memory. */
EXPORT int kernel_agree(float *scores, int64_t tags, const int32_t *types, int32_t types_end, const int32_t *lengths,
                        const int64_t *bases, int64_t texts, double weight, int32_t shortest) {
    int64_t longest = 1, failed = 0;
    for (int64_t i = 0; i < texts; i++) longest = bases[i + 1] - bases[i] > longest ? bases[i + 1] - bases[i] : longest;
    int64_t *place = malloc(sizeof *place * (size_t)types_end), *counts = malloc(sizeof *counts * (size_t)longest);
    double *sums = malloc(sizeof *sums * (size_t)(longest * tags));
    failed = !place || !counts || !sums;
    for (int64_t i = 0; !failed && i < types_end; i++) place[i] = -1;
    for (int64_t i = 0; !failed && i < texts; i++) {
        const int64_t base = bases[i], tokens = bases[i + 1] - base;
        float *own = scores + base * tags;
        add_up(own, types + base, lengths + base, tokens, tags, shortest, place, counts, sums);
        for (int64_t t = 0; t < tokens; t++) {
            const int64_t at = place[types[base + t]];
            if (lengths[base + t] < shortest || counts[at] < 2) continue;
            for (int64_t j = 0; j < tags; j++) {
                const double score = (double)own[t * tags + j];
                own[t * tags + j] = (float)(score + weight * (sums[at * tags + j] / (double)counts[at] - score));
            }
        }
        for (int64_t t = 0; t < tokens; t++) place[types[base + t]] = -1;
    }
    free(place);
    free(counts);
    free(sums);
    return failed ? -1 : 0;
}
