/* What Python calls: a level by its number, if this processor has its instructions. */

#include "kernel.h"
#include "rank.h"
#include "target.h"

static const Level *const levels[] = {
    &portable_level,
#ifdef X86
    &avx2_level, &avx512_level,
#endif
};

static int supported(int level) {
#ifdef X86
    if (level == 1) return __builtin_cpu_supports("avx2");
    if (level == 2)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
#endif
    return level == 0;
}

/* The SHA-256 of the sources that this was built from. */
EXPORT const char *kernel_sources(void) { return SOURCES; }

/* The name of a level, NULL beyond the last one and where the processor lacks its instructions. */
EXPORT const char *kernel_level(int level) {
    const int count = (int)(sizeof levels / sizeof *levels);
    return level >= 0 && level < count && supported(level) ? levels[level]->name : 0;
}

EXPORT int kernel_score(int level, const Network *network, const Table *table, const int32_t *types,
                        const Sequences *sequences, int32_t *sums) {
    return levels[level]->score(network, table, types, sequences, sums);
}

EXPORT void kernel_spell(int level, const Spelling *spelling, const uint8_t *characters, int64_t words, int8_t *features,
                         int64_t width) {
    levels[level]->spell(spelling, characters, words, features, width);
}

EXPORT int kernel_project(int level, const Projection *projection, const int8_t *features, int64_t words,
                          int16_t *table, const int32_t *rows) {
    return levels[level]->project(projection, features, words, table, rows);
}

void kernel_rank(int level, const Ranker *ranker, const float *features, int64_t count, float *scores) {
    levels[level]->rank(ranker, features, count, scores);
}
