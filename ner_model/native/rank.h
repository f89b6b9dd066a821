/* What chooses between the candidates of a mention: `Ranker` of ner_model/linking/ranker.py. */
#ifndef RANK_H
#define RANK_H

#include <stdint.h>

enum { UNITS_AT_ONCE = 64, MOST_UNITS = 256, MOST_INPUTS = 64, MOST_CANDIDATES = 20 };

/* A network of one hidden layer; `hidden` [inputs][units], `units` a multiple of 64 and at most 256, at most 64 inputs. */
typedef struct Ranker {
    int64_t inputs, units;
    const float *mean, *inverse, *hidden, *bias, *output;
    float none;
} Ranker;

/* The scores of `count` candidates, of features [count][inputs], at a level. */
void kernel_rank(int level, const Ranker *ranker, const float *features, int64_t count, float *scores);

/* At a level, the likeliest of the candidates that are kept, see rank.c. */
int64_t linking_choose(int level, const Ranker *r, float *features, int64_t count, int64_t most, int32_t *concepts,
                       double *probability);

#endif
