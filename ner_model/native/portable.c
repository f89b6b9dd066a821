/* Any processor: vectors of 128 bits where the compiler has them, else plain numbers. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "rank.h"

#define LANES 4
#define ROWS 6
#include "vectors.inc"

typedef uint16_t Words __attribute__((vector_size(4 * LANES)));
typedef int16_t SignedWords __attribute__((vector_size(4 * LANES)));

/* The lower sixteen bits of each number, with their sign. */
static ALWAYS_INLINE Ints low(Ints x) { return (Ints)((Bits)x << 16) >> 16; }
static ALWAYS_INLINE Floats chosen(Ints where, Floats a, Floats b) { return (Floats)((where & (Ints)a) | (~where & (Ints)b)); }
static ALWAYS_INLINE Floats smaller(Floats a, Floats b) { return chosen(a < b, a, b); }
static ALWAYS_INLINE Floats larger(Floats a, Floats b) { return chosen(a > b, a, b); }

static ALWAYS_INLINE Ints add_products(Ints sums, Ints x, Ints w) {
    return sums + low(x) * low(w) + (x >> 16) * (w >> 16);
}

/* As on AVX2, whose one instruction is two products and their sum here: of each pair of bytes the lower and the upper one
 * by themselves, in sixteen bits. Sums may wrap on the way; what they end as fits. */
static ALWAYS_INLINE void products(const int rows, const uint8_t *h, int64_t stride, const Direction *d, int64_t block,
                                   int64_t quads, int32_t sums[][COLUMNS]) {
    const int64_t segments = (quads + SEGMENT - 1) / SEGMENT;
    const int8_t *w = d->recurrent + block * quads * 4 * COLUMNS;
    const int16_t *start = d->start16 + block * segments * 2 * COLUMNS;
    for (int column = 0; column < COLUMNS; column += LANES)
        for (int64_t segment = 0; segment < segments; segment++) {
            const int64_t from = segment * SEGMENT, to = from + SEGMENT < quads ? from + SEGMENT : quads;
            Words a[ROWS];
            for (int r = 0; r < rows; r++) memcpy(&a[r], start + (segment * COLUMNS + column) * 2, sizeof a[r]);
            for (int64_t quad = from; quad < to; quad++) {
                Words pairs;
                memcpy(&pairs, w + (quad * COLUMNS + column) * 4, sizeof pairs);
                const Words lower = (Words)((SignedWords)(pairs << 8) >> 8), upper = (Words)((SignedWords)pairs >> 8);
                for (int r = 0; r < rows; r++) {
                    uint32_t four;
                    memcpy(&four, h + r * stride + 4 * quad, 4);
                    const Words hs = (Words)(four - (Bits){0});
                    a[r] += lower * (hs & 0xFF) + upper * (hs >> 8);
                }
            }
            for (int r = 0; r < rows; r++) {
                Ints sum, wide = low((Ints)a[r]) + ((Ints)a[r] >> 16);
                memcpy(&sum, sums[r] + column, sizeof sum);
                wide = segment ? sum + wide : wide;
                memcpy(sums[r] + column, &wide, sizeof wide);
            }
        }
}

#include "lstm.inc"
#include "words.inc"
#include "rank.inc"

const Level portable_level = {"portable", score, spell, project, rank};
