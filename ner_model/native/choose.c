/* Which of the spans that overlap are taken: ner_model/reranking/choose.py. */

#include <stdlib.h>

#include "kernel.h"

typedef struct {
    float probability;
    int64_t number;
} Likely;

/* The likelier first, of two alike the first. */
static int compare(const void *a, const void *b) {
    const Likely *one = a, *other = b;
    if (one->probability != other->probability) return one->probability < other->probability ? 1 : -1;
    return (one->number > other->number) - (one->number < other->number);
}

/* Sets `taken` [count] for spans [firsts, ends) of `tokens` that are at least so likely; -1 without memory. */
EXPORT int kernel_choose(const int64_t *firsts, const int64_t *ends, const float *probabilities, int64_t count, float least,
                         int64_t tokens, uint8_t *taken) {
    Likely *likely = malloc(sizeof *likely * (size_t)(count + 1));
    uint8_t *used = calloc((size_t)tokens + 1, 1);
    const int failed = !likely || !used;
    int64_t found = 0;
    for (int64_t i = 0; !failed && i < count; i++) {
        taken[i] = 0;
        if (probabilities[i] >= least) likely[found++] = (Likely){probabilities[i], i};
    }
    if (!failed) qsort(likely, (size_t)found, sizeof *likely, compare);
    for (int64_t i = 0; i < found; i++) {
        const int64_t span = likely[i].number;
        int overlaps = 0;
        for (int64_t t = firsts[span]; t < ends[span]; t++) overlaps |= used[t];
        if (overlaps) continue;
        for (int64_t t = firsts[span]; t < ends[span]; t++) used[t] = 1;
        taken[span] = 1;
    }
    free(likely);
    free(used);
    return failed ? -1 : 0;
}
