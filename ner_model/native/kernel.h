/* A bidirectional LSTM over words that are rows of a table, in integers that every processor adds up alike.
 *
 * A gate of a unit is fed by   y = row / 1024 + sum * scale,   sum = Σ_k (h_k - 63) w_k   over the units k.
 * row     int16: what the word itself feeds the gate, input product and bias; see words.inc
 * h       uint8, 0 to 126: the unit's last output times 63, rounded, plus 63
 * w       int8; a column has its own scale, so small that none of the partial sums below leaves sixteen bits
 * y       is the gate's argument times -log2(e), or -2 log2(e) for tanh, so that an exponential is a power of two:
 *         sigmoid(x) = 1 / (1 + 2^y),   tanh(x) = (1 - 2^y) / (1 + 2^y)
 *
 * The sums are exact whatever their order. All else is float32, one operation at a time in the order that is written:
 * no fused multiply-add, no reciprocal estimate, no library function. So the levels (plain C, AVX2, AVX-512 with VNNI)
 * and ner_model/numpy_kernel.py give the same scores to the last bit. Compile with -ffp-contract=off.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdint.h>

#define UNITS 16    /* hidden units of a block: as many as a vector of 512 bits holds */
#define GATES 4     /* input, forget, cell, output */
#define COLUMNS 64  /* UNITS * GATES */
#define ZERO 63     /* the h that stands for 0 */
#define SEGMENT 8   /* quads of units whose products are summed in sixteen bits */

#define RESTRICT __restrict
#define EXPORT __attribute__((visibility("default")))
#define ALWAYS_INLINE inline __attribute__((always_inline))

/* One direction. A quad is four units k that stand together; blocks, quads, segments: see Network. */
typedef struct {
    const int8_t *recurrent;   /* [blocks][quads][GATES][UNITS][4] */
    const float *scale;        /* [blocks][GATES][UNITS] */
    const int16_t *start16;    /* [blocks][segments][GATES][UNITS][2]: -63 Σ w of each sixteen-bit sum */
    const int32_t *start32;    /* [blocks][GATES][UNITS]: -63 Σ w of a column */
    const int16_t *output;     /* [tags][hidden]: weights of the tag scores */
} Direction;

typedef struct {
    int64_t blocks;            /* hidden units / 16, rounded up */
    int64_t tags;
    Direction directions[2];   /* forward, backward */
} Network;

/* Sequences of tokens, longest first. Tokens [starts, starts + lengths) are read, [keeps_from, keeps_to) scored. */
typedef struct {
    int64_t count;
    const int64_t *starts, *lengths, *keeps_from, *keeps_to;
} Sequences;

/* Rows of words, [2][blocks][GATES][UNITS] each; numbers from shared_rows on are those of the own ones. */
typedef struct {
    const int16_t *shared, *own;
    int64_t shared_rows;
} Table;

/* What the word side needs: see words.inc. */
typedef struct {
    int64_t characters, filters, word_length;
    const int16_t *tables;     /* [3][characters][filters] */
    const int16_t *bias;       /* [filters] */
} Spelling;

typedef struct {
    int64_t width, columns;    /* features; 2 * blocks * COLUMNS */
    const int16_t *weights;    /* [columns][width] */
    const int32_t *start;      /* [columns]: what sums begin at */
    const float *scale, *bias; /* [columns] */
} Projection;

typedef int ScoreFunction(const Network *, const Table *, const int32_t *types, const Sequences *, int32_t *sums);
typedef void SpellFunction(const Spelling *, const uint8_t *characters, int64_t words, int8_t *features, int64_t width);
typedef int ProjectFunction(const Projection *, const int8_t *features, int64_t words, int16_t *table,
                            const int32_t *rows);
struct Ranker;
typedef void RankFunction(const struct Ranker *, const float *features, int64_t count, float *scores);

typedef struct {
    const char *name;
    ScoreFunction *score;
    SpellFunction *spell;
    ProjectFunction *project;
    RankFunction *rank;
} Level;

extern const Level portable_level, avx2_level, avx512_level;

#endif
