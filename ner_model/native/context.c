/* Which candidate of a mention its text speaks of: `PlainContext` of ner_model/linking/context.py. */

#include <math.h>

#include "kernel.h"
#include "names.h"
#include "rank.h"

enum { ELSEWHERE = 32, ABOVE = 33, BELOW = 34 };

/* The concepts that concept i is directly a kind of are concepts [firsts[i], firsts[i + 1]). */
typedef struct {
    const int32_t *firsts, *concepts;
} Parents;

/* What a text speaks of. `numbers`: the concepts that are sure, each above how often it is, then those of which one is
 * directly a kind; both rise. */
typedef struct {
    int64_t sure, above;
    uint64_t numbers[];
} Around;

static int is_sure(const Around *a, int32_t concept) { return place_of(a->numbers, a->sure, concept) >= 0; }

static int is_above(const Around *a, int32_t concept) { return place_of(a->numbers + a->sure, a->above, concept) >= 0; }

/* Of concepts that are sure, each above how often it is, what a text speaks of; how many numbers that takes, which are
 * written only if there is room for them. */
EXPORT int64_t linking_around(const Parents *p, const uint64_t *sure, int64_t count, Around *around, int64_t room) {
    int64_t needed = count;
    for (int64_t i = 0; i < count; i++) {
        const int32_t concept = (int32_t)(sure[i] >> 32);
        needed += p->firsts[concept + 1] - p->firsts[concept];
    }
    if (needed > room) return needed;
    uint64_t *above = around->numbers + count;
    around->sure = count, around->above = 0;
    for (int64_t i = 0; i < count; i++) {
        const int32_t concept = (int32_t)(sure[i] >> 32);
        around->numbers[i] = sure[i];
        for (int32_t at = p->firsts[concept]; at < p->firsts[concept + 1]; at++)
            above[around->above++] = (uint64_t)(uint32_t)p->concepts[at] << 32;
    }
    sort_numbers(around->numbers, around->sure);
    sort_numbers(above, around->above);
    return needed;
}

/* Whether a text speaks of a concept, or of what it is directly a kind of. */
static int is_spoken_of(const Parents *p, const Around *around, int32_t concept) {
    if (is_sure(around, concept) || is_above(around, concept)) return 1;
    for (int32_t at = p->firsts[concept]; at < p->firsts[concept + 1]; at++)
        if (is_sure(around, p->concepts[at]) || is_above(around, p->concepts[at])) return 1;
    return 0;
}

/* What a mention is in its text: see `Decided` of context.py. */
typedef struct {
    int32_t concept, is_exact;
    double probability;
} Decided;

/* Decides between candidates by what their text speaks of; 0 where it speaks of none of them. */
EXPORT int linking_decide(int level, const Ranker *r, const Parents *p, const Around *around, const Candidates *of,
                          Decided *decided) {
    float features[CONCEPTS * WIDTH];
    int any = 0;
    for (int c = 0; c < of->count && !any; c++) any = is_spoken_of(p, around, of->concepts[c]);
    if (!any) return 0;
    memcpy(features, of->features, sizeof *features * (size_t)(of->count * WIDTH));
    for (int c = 0; c < of->count; c++) {
        const int32_t concept = of->concepts[c];
        const int64_t place = place_of(around->numbers, around->sure, concept);
        float *line = features + c * WIDTH;
        if (place >= 0) line[ELSEWHERE] = (float)log1p((double)(uint32_t)around->numbers[place]);
        line[ABOVE] = (float)is_above(around, concept);
        for (int32_t at = p->firsts[concept]; at < p->firsts[concept + 1] && line[BELOW] == 0; at++)
            line[BELOW] = (float)is_sure(around, p->concepts[at]);
    }
    const int64_t best = linking_choose(level, r, features, of->count, of->count, 0, &decided->probability);
    decided->concept = of->concepts[best], decided->is_exact = is_exact(features + best * WIDTH);
    return 1;
}
