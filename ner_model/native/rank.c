/* Which candidate of a mention is the likeliest: `Ranker.choose` of ner_model/linking/ranker.py. */

#include <math.h>
#include <string.h>

#include "kernel.h"

enum { UNITS_AT_ONCE = 8, MOST_UNITS = 256, MOST_INPUTS = 64, MOST_CANDIDATES = 20 };

/* A network of one hidden layer; `hidden` [inputs][units], `units` a multiple of eight and at most 256, at most 64
 * inputs. */
typedef struct {
    int64_t inputs, units;
    const float *mean, *inverse, *hidden, *bias, *output;
    float none;
} Ranker;

/* 2^y for |y| < 30, by the nearest whole number and a polynomial. */
static inline float power_of_two(float y) {
    const int32_t whole = (int32_t)(y + (y < 0 ? -0.5f : 0.5f));
    const float rest = (y - (float)whole) * 0.69314718f;
    float power = 1.0f / 720.0f;
    power = power * rest + 1.0f / 120.0f, power = power * rest + 1.0f / 24.0f, power = power * rest + 1.0f / 6.0f;
    power = power * rest + 0.5f, power = power * rest + 1.0f, power = power * rest + 1.0f;
    union {
        int32_t bits;
        float value;
    } scale = {(whole + 127) << 23};
    return power * scale.value;
}

static inline float tanh_of(float x) {
    const float most = x > 9 ? 9 : x, y = (most < -9 ? -9 : most) * 2.88539008f;
    const float odds = power_of_two(y);
    return (odds - 1) / (odds + 1);
}

static float score_of(const Ranker *r, const float *features) {
    float units[MOST_UNITS], sums[UNITS_AT_ONCE] = {0}, sum = 0;
    memcpy(units, r->bias, sizeof *units * (size_t)r->units);
    for (int64_t i = 0; i < r->inputs; i++) {
        float scaled = (features[i] - r->mean[i]) * r->inverse[i];
        scaled = scaled > 5 ? 5 : scaled;
        scaled = scaled < -5 ? -5 : scaled;
        const float *weights = r->hidden + i * r->units;
        for (int64_t u = 0; u < r->units; u++) units[u] += scaled * weights[u];
    }
    for (int64_t u = 0; u < r->units; u += UNITS_AT_ONCE)
        for (int64_t k = 0; k < UNITS_AT_ONCE; k++) sums[k] += tanh_of(units[u + k]) * r->output[u + k];
    for (int64_t k = 0; k < UNITS_AT_ONCE; k++) sum += sums[k];
    return sum - r->none;
}

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

/* The likeliest of the candidates that are kept, at most `most` of at most MOST_CANDIDATES, with `features`
 * [count][inputs], and how probable it is. They come first, the best first where some are left out, else as before. */
EXPORT int64_t linking_choose(const Ranker *r, float *features, int64_t count, int64_t most, int32_t *concepts,
                              double *probability) {
    float scores[MOST_CANDIDATES] = {0};
    double sum = 1;
    int64_t best = 0;
    for (int64_t i = 0; i < count; i++) scores[i] = score_of(r, features + i * r->inputs);
    if (count > most) keep_best(r, features, count, most, concepts, scores), count = most;
    for (int64_t i = 0; i < count; i++) {
        sum += exp(scores[i]);
        if (scores[i] > scores[best]) best = i;
    }
    *probability = exp(scores[best]) / sum;
    return best;
}
