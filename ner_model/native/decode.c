/* The best tags of each sentence and the probability of each span in them: what ner_model/crf.py does to many sentences
 * at once, here to one after the other, with the same float32 operations in the same order. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"

#define LOG2_E 1.44269504f
#define LOWEST -126.0f /* exponents below give 0 */
#define LEAST -40.0f   /* log of the least weight of a tag beside the best one: all zero, none could be scaled */

typedef struct {
    int64_t tags;
    const float *transitions, *starts, *ends; /* [from][to], [tags], [tags] */
} Crf;

/* Spans in reading order, as columns: sentence, first token, end token, label, probability. */
typedef struct {
    int32_t *sentences;
    int64_t *firsts, *ends;
    int32_t *labels;
    float *probabilities;
} Spans;

/* Spans of at most `longest` tokens and at least this probability, of which there is room for `most`. */
typedef struct {
    float least;
    int64_t longest, most;
} Reach;

/* Room for the longest sentence: all [tokens][tags], but for moves [to][from],
 * the same as leaving [from][to], and what has one value a tag or token. */
typedef struct {
    float *best, *forward, *backward, *step;
    float *moves, *leaving, *from_start, *to_end, *ahead;
    int32_t *path;
} Room;

/* As _power() of arithmetic.py: 2^y for y within ±126. */
static ALWAYS_INLINE float power_of_two(float y) {
    union { float value; uint32_t bits; } shifted = {y + 12582912.0f}, power;
    const float f = y - (shifted.value - 12582912.0f);
    power.value = (((f * 9.5810471e-3f + 5.5905972e-2f) * f + 2.4024145e-1f) * f + 6.9312435e-1f) * f + 1.0f;
    power.bits += shifted.bits << 23;
    return power.value;
}

/* As exponential() of arithmetic.py. */
static float exponential(float x) {
    const float y = x * LOG2_E;
    return y < LOWEST ? 0.0f : power_of_two(y > -LOWEST ? -LOWEST : y);
}

/* Viterbi (1967); whether any tag lies in a span. */
static int find_path(const Crf *c, const float *scores, int64_t length, Room *room) {
    const int64_t tags = c->tags;
    float *best = room->best;
    for (int64_t j = 0; j < tags; j++) best[j] = scores[j] + c->starts[j];
    for (int64_t t = 1; t < length; t++)
        for (int64_t j = 0; j < tags; j++) {
            float most = best[(t - 1) * tags] + c->transitions[j];
            for (int64_t i = 1; i < tags; i++) {
                const float arriving = best[(t - 1) * tags + i] + c->transitions[i * tags + j];
                most = arriving > most ? arriving : most;
            }
            best[t * tags + j] = most + scores[t * tags + j];
        }
    int found = 0;
    for (int64_t t = length - 1; t >= 0; t--) {
        int64_t tag = 0;
        float most = 0;
        for (int64_t i = 0; i < tags; i++) {
            const float end = t + 1 < length ? c->transitions[i * tags + room->path[t + 1]] : c->ends[i];
            const float value = best[t * tags + i] + end;
            if (i == 0 || value > most) most = value, tag = i;
        }
        room->path[t] = (int32_t)tag;
        found |= tag > 0;
    }
    return found;
}

/* to[j] = Σ_i from[i] * moves[i][j], added up from the first i to the last. */
static ALWAYS_INLINE void move(const float *RESTRICT from, const float *RESTRICT moves, int64_t tags, float *RESTRICT to) {
    for (int64_t j = 0; j < tags; j++) to[j] = from[0] * moves[j];
    for (int64_t i = 1; i < tags; i++)
        for (int64_t j = 0; j < tags; j++) to[j] += from[i] * moves[i * tags + j];
}

/* What a tag weighs beside the best one of its token. */
static void find_weights(const float *scores, int64_t length, int64_t tags, float *RESTRICT weights) {
    for (int64_t t = 0; t < length; t++, scores += tags, weights += tags) {
        float largest = scores[0];
        for (int64_t j = 1; j < tags; j++) largest = scores[j] > largest ? scores[j] : largest;
        for (int64_t j = 0; j < tags; j++) {
            const float below = scores[j] - largest;
            weights[j] = power_of_two((below < LEAST ? LEAST : below) * LOG2_E);
        }
    }
}

/* The scaled forward-backward algorithm: see marginals() of crf.py. */
static void find_marginals(const Crf *c, const float *scores, int64_t length, Room *room) {
    const int64_t tags = c->tags;
    float *forward = room->forward, *backward = room->backward, *step = room->step, *ahead = room->ahead;
    find_weights(scores, length, tags, step);
    for (int64_t t = 0; t < length; t++, forward += tags, step += tags) {
        if (t) move(forward - tags, room->leaving, tags, forward);
        else memcpy(forward, room->from_start, sizeof *forward * (size_t)tags);
        for (int64_t j = 0; j < tags; j++) forward[j] *= step[j];
        float sum = forward[0];
        for (int64_t j = 1; j < tags; j++) sum += forward[j];
        const float scale = 1.0f / sum;
        for (int64_t j = 0; j < tags; j++) forward[j] *= scale;
        for (int64_t j = 0; t && j < tags; j++) step[j] *= scale;
    }
    const float *last = room->forward + (length - 1) * tags;
    float sum = last[0] * room->to_end[0];
    for (int64_t j = 1; j < tags; j++) sum += last[j] * room->to_end[j];
    for (int64_t j = 0; j < tags; j++) backward[(length - 1) * tags + j] = room->to_end[j] / sum;
    for (int64_t t = length - 2; t >= 0; t--) {
        for (int64_t j = 0; j < tags; j++) ahead[j] = backward[(t + 1) * tags + j] * room->step[(t + 1) * tags + j];
        move(ahead, room->moves, tags, backward + t * tags);
    }
}

/* The probability of the span [first, end) that begins with a tag. */
static float span_probability(const Room *room, int64_t tags, int64_t length, int64_t first, int64_t end, int32_t begins) {
    const int32_t inside = begins + 1;
    int32_t last = begins;
    float probability = room->forward[first * tags + begins];
    for (int64_t t = first + 1; t < end; t++, last = inside)
        probability *= room->moves[inside * tags + last] * room->step[t * tags + inside];
    float after = room->backward[(end - 1) * tags + last];
    if (end < length)
        after -= room->moves[inside * tags + last] * room->step[end * tags + inside] * room->backward[end * tags + inside];
    probability *= after;
    return probability < 0 ? 0 : probability > 1 ? 1 : probability;
}

/* Writes down span number `found`: [first, end) of a sentence that begins at token `base`, and of the tag it begins with. */
static void put_span(Spans *spans, int64_t found, int32_t sentence, int64_t base, int64_t first, int64_t end,
                     int32_t begins, float probability) {
    spans->sentences[found] = sentence;
    spans->firsts[found] = base + first;
    spans->ends[found] = base + end;
    spans->labels[found] = begins / 2;
    spans->probabilities[found] = probability;
}

static int64_t longest_of(const int64_t *firsts, const int64_t *ends, int64_t sentences) {
    int64_t longest = 1;
    for (int64_t s = 0; s < sentences; s++) longest = ends[s] - firsts[s] > longest ? ends[s] - firsts[s] : longest;
    return longest;
}

/* The spans of a sentence that begins at token `base`, from number `found` on; returns how many there are then. */
static int64_t add_spans(const Room *room, int64_t tags, int64_t length, int32_t sentence, int64_t base, int64_t found,
                         Spans *spans) {
    for (int64_t first = 0; first < length; first++) {
        if (room->path[first] % 2 == 0) continue;
        int64_t end = first + 1;
        while (end < length && room->path[end] > 0 && room->path[end] % 2 == 0) end++;
        const int32_t begins = room->path[first];
        const float probability = span_probability(room, tags, length, first, end, begins);
        put_span(spans, found++, sentence, base, first, end, begins, probability);
    }
    return found;
}

static int make_room(Room *room, const Crf *c, int64_t longest) {
    const int64_t tags = c->tags, cells = longest * tags;
    float *memory = malloc(sizeof *memory * (size_t)(4 * cells + 2 * tags * tags + 3 * tags));
    room->path = malloc(sizeof *room->path * (size_t)longest);
    room->best = memory;
    if (!memory || !room->path) return -1;
    room->forward = memory + cells, room->backward = memory + 2 * cells, room->step = memory + 3 * cells;
    room->moves = memory + 4 * cells, room->leaving = room->moves + tags * tags;
    room->from_start = room->leaving + tags * tags;
    room->to_end = room->from_start + tags, room->ahead = room->to_end + tags;
    for (int64_t i = 0; i < tags; i++) {
        for (int64_t j = 0; j < tags; j++)
            room->leaving[i * tags + j] = room->moves[j * tags + i] = exponential(c->transitions[i * tags + j]);
        room->from_start[i] = exponential(c->starts[i]);
        room->to_end[i] = exponential(c->ends[i]);
    }
    return 0;
}

/* The spans in sentences [firsts, ends) of tokens with `scores` [tokens][tags]: how many, or -1 without memory. */
EXPORT int64_t kernel_decode(const Crf *c, const float *scores, const int64_t *firsts, const int64_t *ends,
                             int64_t sentences, Spans *spans) {
    Room room = {0};
    int64_t found = 0;
    if (make_room(&room, c, longest_of(firsts, ends, sentences))) found = -1;
    for (int64_t s = 0; s < sentences && found >= 0; s++) {
        const float *own = scores + firsts[s] * c->tags;
        const int64_t length = ends[s] - firsts[s];
        if (length < 1 || !find_path(c, own, length, &room)) continue;
        find_marginals(c, own, length, &room); /* most sentences hold nothing, and need none */
        found = add_spans(&room, c->tags, length, (int32_t)s, firsts[s], found, spans);
    }
    free(room.best);
    free(room.path);
    return found;
}

/* The spans of a sentence that begins at token `base` that are probable enough; those beyond `most` are only counted. */
static int64_t add_spans_in_reach(const Room *room, int64_t tags, int64_t length, int32_t sentence, int64_t base,
                                  const Reach *reach, int64_t found, Spans *spans) {
    for (int64_t first = 0; first < length; first++)
        for (int32_t begins = 1; begins < tags; begins += 2) {
            if (room->forward[first * tags + begins] * room->backward[first * tags + begins] < reach->least) continue;
            for (int64_t end = first + 1; end <= length && end <= first + reach->longest; end++) {
                const float probability = span_probability(room, tags, length, first, end, begins);
                if (probability < reach->least) continue;
                if (found < reach->most) put_span(spans, found, sentence, base, first, end, begins, probability);
                found++;
            }
        }
    return found;
}

/* As kernel_decode, all spans of sentences that are in reach, of which there is room for `reach->most`: how many there
 * are, or -1 without memory. See ner_model/reranking/spans_in_reach.py. */
EXPORT int64_t kernel_spans_in_reach(const Crf *c, const float *scores, const int64_t *firsts, const int64_t *ends,
                                     int64_t sentences, const Reach *reach, Spans *spans) {
    Room room = {0};
    int64_t found = 0;
    if (make_room(&room, c, longest_of(firsts, ends, sentences))) found = -1;
    for (int64_t s = 0; s < sentences && found >= 0; s++) {
        const int64_t length = ends[s] - firsts[s];
        if (length < 1) continue;
        find_marginals(c, scores + firsts[s] * c->tags, length, &room);
        found = add_spans_in_reach(&room, c->tags, length, (int32_t)s, firsts[s], reach, found, spans);
    }
    free(room.best);
    free(room.path);
    return found;
}
