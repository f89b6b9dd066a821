/* BLAKE2b (RFC 7693) with a digest of eight bytes and no key: `number_of` of ner_model/linking/name_index.py. */

#include <string.h>

#include "names.h"

enum { BLOCK = 128, ROUNDS = 12 };

static const uint64_t START[8] = {
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
};
static const uint64_t SIZES = 0x01010008; /* no tree, no key, a digest of eight bytes */

static const uint8_t ORDER[ROUNDS][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
};

static inline uint64_t turned(uint64_t x, int by) { return x >> by | x << (64 - by); }

#define MIX(a, b, c, d, x, y)                                                                       \
    a += b + (x), d = turned(d ^ a, 32), c += d, b = turned(b ^ c, 24), a += b + (y), d = turned(d ^ a, 16), c += d, \
        b = turned(b ^ c, 63)

/* Takes a block into the state; `end` is how much was read with it. */
static void take(uint64_t *state, const uint8_t *block, uint64_t end, int is_last) {
    uint64_t m[16], v[16];
    for (int i = 0; i < 16; i++) {
        m[i] = 0;
        for (int byte = 0; byte < 8; byte++) m[i] |= (uint64_t)block[8 * i + byte] << 8 * byte;
    }
    for (int i = 0; i < 8; i++) v[i] = state[i], v[i + 8] = START[i];
    v[12] ^= end;
    if (is_last) v[14] = ~v[14];
#pragma GCC unroll 12
    for (int round = 0; round < ROUNDS; round++) {
        const uint8_t *o = ORDER[round];
        MIX(v[0], v[4], v[8], v[12], m[o[0]], m[o[1]]);
        MIX(v[1], v[5], v[9], v[13], m[o[2]], m[o[3]]);
        MIX(v[2], v[6], v[10], v[14], m[o[4]], m[o[5]]);
        MIX(v[3], v[7], v[11], v[15], m[o[6]], m[o[7]]);
        MIX(v[0], v[5], v[10], v[15], m[o[8]], m[o[9]]);
        MIX(v[1], v[6], v[11], v[12], m[o[10]], m[o[11]]);
        MIX(v[2], v[7], v[8], v[13], m[o[12]], m[o[13]]);
        MIX(v[3], v[4], v[9], v[14], m[o[14]], m[o[15]]);
    }
    for (int i = 0; i < 8; i++) state[i] ^= v[i] ^ v[i + 8];
}

uint64_t number_of(const char *text, int64_t length) {
    uint64_t state[8];
    uint8_t block[BLOCK] = {0};
    int64_t at = 0;
    memcpy(state, START, sizeof state);
    state[0] ^= SIZES;
    for (; length - at > BLOCK; at += BLOCK) take(state, (const uint8_t *)text + at, (uint64_t)(at + BLOCK), 0);
    memcpy(block, text + at, (size_t)(length - at));
    take(state, block, (uint64_t)length, 1);
    return state[0];
}
