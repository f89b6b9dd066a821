/* Which candidate of a mention is the likeliest: `Ranker.choose` of ner_model/linking/ranker.py. */

#include <math.h>
#include <string.h>

#include "kernel.h"
#include "rank.h"

/* Puts the `most` best of more candidates first, of two as good the first; moves their concepts and features. */
static void keep_best(const Ranker *r, float *features, int64_t count, int64_t most, int32_t *concepts, float *scores) {
    float line[MOST_INPUTS];
    const size_t size = sizeof *line * (size_t)r->inputs;
    for (int64_t kept = 0; kept < most; kept++) {
        int64_t best = kept;
        for (int64_t i = kept + 1; i < count; i++)
            if (scores[i] > scores[best]) best = i;
        const float score = scores[best];
        const int32_t concept = concepts[best];
        memcpy(line, features + best * r->inputs, size);
        memmove(features + (kept + 1) * r->inputs, features + kept * r->inputs, size * (size_t)(best - kept));
        memmove(scores + kept + 1, scores + kept, sizeof *scores * (size_t)(best - kept));
        memmove(concepts + kept + 1, concepts + kept, sizeof *concepts * (size_t)(best - kept));
        memcpy(features + kept * r->inputs, line, size);
        scores[kept] = score, concepts[kept] = concept;
    }
}

/* At a level, the likeliest of the candidates that are kept, at most `most` of at most MOST_CANDIDATES, with `features`
 * [count][inputs], and how probable it is. They come first, the best first where some are left out, else as before. */
EXPORT int64_t linking_choose(int level, const Ranker *r, float *features, int64_t count, int64_t most, int32_t *concepts,
                              double *probability) {
    float scores[MOST_CANDIDATES] = {0};
    double sum = 1;
    int64_t best = 0;
    kernel_rank(level, r, features, count, scores);
    if (count > most) keep_best(r, features, count, most, concepts, scores), count = most;
    for (int64_t i = 0; i < count; i++) {
        sum += exp(scores[i]);
        if (scores[i] > scores[best]) best = i;
    }
    *probability = exp(scores[best]) / sum;
    return best;
}
