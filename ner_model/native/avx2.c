/* AVX2: products of bytes are added in pairs, and then over a segment, in sixteen bits. */

#include "target.h"
#ifdef X86
START_TARGET("avx2")

#include <immintrin.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "rank.h"

#define LANES 8
#define ROWS 6
#include "vectors.inc"

static ALWAYS_INLINE Floats smaller(Floats a, Floats b) { return (Floats)_mm256_min_ps((__m256)a, (__m256)b); }
static ALWAYS_INLINE Floats larger(Floats a, Floats b) { return (Floats)_mm256_max_ps((__m256)a, (__m256)b); }
static ALWAYS_INLINE Ints add_products(Ints sums, Ints x, Ints w) {
    return sums + (Ints)_mm256_madd_epi16((__m256i)x, (__m256i)w);
}

/* Of the columns of a gate, two vectors for each row: with their weights and a product they fill the sixteen registers. */
static ALWAYS_INLINE void products(const int rows, const uint8_t *h, int64_t stride, const Direction *d, int64_t block,
                                   int64_t quads, int32_t sums[][COLUMNS]) {
    const int64_t segments = (quads + SEGMENT - 1) / SEGMENT;
    const __m256i *w = (const __m256i *)(d->recurrent + block * quads * 4 * COLUMNS);
    const __m256i *start = (const __m256i *)(d->start16 + block * segments * 2 * COLUMNS);
    const __m256i ones = _mm256_set1_epi16(1);
    for (int gate = 0; gate < GATES; gate++)
        for (int64_t segment = 0; segment < segments; segment++) {
            const int64_t from = segment * SEGMENT, to = from + SEGMENT < quads ? from + SEGMENT : quads;
            __m256i a[ROWS][2];
#pragma GCC unroll 6
            for (int r = 0; r < rows; r++)
                for (int v = 0; v < 2; v++) a[r][v] = _mm256_loadu_si256(start + segment * 8 + 2 * gate + v);
            for (int64_t quad = from; quad < to; quad++) {
                const __m256i w0 = _mm256_loadu_si256(w + quad * 8 + 2 * gate);
                const __m256i w1 = _mm256_loadu_si256(w + quad * 8 + 2 * gate + 1);
#pragma GCC unroll 6
                for (int r = 0; r < rows; r++) {
                    int32_t four;
                    memcpy(&four, h + r * stride + 4 * quad, 4);
                    const __m256i hs = _mm256_set1_epi32(four);
                    a[r][0] = _mm256_add_epi16(a[r][0], _mm256_maddubs_epi16(hs, w0));
                    a[r][1] = _mm256_add_epi16(a[r][1], _mm256_maddubs_epi16(hs, w1));
                }
            }
#pragma GCC unroll 6
            for (int r = 0; r < rows; r++)
                for (int v = 0; v < 2; v++) {
                    __m256i *sum = (__m256i *)(sums[r] + UNITS * gate + 8 * v);
                    const __m256i wide = _mm256_madd_epi16(a[r][v], ones);
                    _mm256_storeu_si256(sum, segment ? _mm256_add_epi32(_mm256_loadu_si256(sum), wide) : wide);
                }
        }
}

#include "lstm.inc"
#include "words.inc"
#include "rank.inc"

const Level avx2_level = {"avx2", score, spell, project, rank};

END_TARGET
#endif
