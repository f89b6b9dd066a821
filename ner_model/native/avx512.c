/* AVX-512 with VNNI: four products of bytes are added to a sum of 32 bits in one instruction. */

#include "target.h"
#ifdef X86
START_TARGET("avx512f,avx512bw,avx512vl,avx512vnni")

#include <immintrin.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "rank.h"

#define LANES 16
#define ROWS 6
#include "vectors.inc"

static ALWAYS_INLINE Floats smaller(Floats a, Floats b) { return (Floats)_mm512_min_ps((__m512)a, (__m512)b); }
static ALWAYS_INLINE Floats larger(Floats a, Floats b) { return (Floats)_mm512_max_ps((__m512)a, (__m512)b); }
static ALWAYS_INLINE Ints add_products(Ints sums, Ints x, Ints w) {
    return (Ints)_mm512_dpwssd_epi32((__m512i)sums, (__m512i)x, (__m512i)w);
}

static ALWAYS_INLINE void products(const int rows, const uint8_t *h, int64_t stride, const Direction *d, int64_t block,
                                   int64_t quads, int32_t sums[][COLUMNS]) {
    const int8_t *w = d->recurrent + block * quads * 4 * COLUMNS;
    __m512i a[ROWS][GATES];
#pragma GCC unroll 6
    for (int r = 0; r < rows; r++)
        for (int g = 0; g < GATES; g++) a[r][g] = _mm512_loadu_si512(d->start32 + block * COLUMNS + UNITS * g);
    for (int64_t quad = 0; quad < quads; quad++, w += 4 * COLUMNS) {
        const __m512i w0 = _mm512_loadu_si512(w), w1 = _mm512_loadu_si512(w + 64);
        const __m512i w2 = _mm512_loadu_si512(w + 128), w3 = _mm512_loadu_si512(w + 192);
#pragma GCC unroll 6
        for (int r = 0; r < rows; r++) {
            int32_t four;
            memcpy(&four, h + r * stride + 4 * quad, 4);
            const __m512i hs = _mm512_set1_epi32(four);
            a[r][0] = _mm512_dpbusd_epi32(a[r][0], hs, w0);
            a[r][1] = _mm512_dpbusd_epi32(a[r][1], hs, w1);
            a[r][2] = _mm512_dpbusd_epi32(a[r][2], hs, w2);
            a[r][3] = _mm512_dpbusd_epi32(a[r][3], hs, w3);
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < rows; r++)
        for (int g = 0; g < GATES; g++) _mm512_storeu_si512(sums[r] + UNITS * g, a[r][g]);
}

#include "lstm.inc"
#include "words.inc"
#include "rank.inc"

const Level avx512_level = {"avx512", score, spell, project, rank};

END_TARGET
#endif
