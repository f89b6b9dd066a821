/* What is said of the names and the concepts that a mention may be: features of ner_model/linking/candidates.py. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

enum { COMPARED = 5, SHORT = 4, CLOSE = 14, EXACT = 30 }; /* spellings 1 to 3 and 1 to 4, as bits */

/* The places of the best name of a concept and of the best that was learned, or -1. */
typedef struct {
    int64_t name, learned;
} Best;

/* How much of a mention a name has, how much of the name the mention has, what is left of both, and how much of the
 * mention the name has letter by letter. */
static void compare(const Names *n, const Mention *m, int32_t row, float *compared) {
    const float total = n->totals[row];
    float covered = 0, same_covered = 0, best_of_word[MOST_WORDS] = {0};
    double name_covered = 0;
    for (int64_t v = n->words_of.firsts[row]; v < n->words_of.firsts[row + 1]; v++) {
        const int32_t number = n->words_of.values[v];
        if (!m->places[number]) continue;
        const float *similarities = m->similarities + (m->places[number] - 1) * m->count;
        float best = 0;
        for (int word = 0; word < m->count; word++) {
            const float same = similarities[word];
            best = same > best ? same : best;
            best_of_word[word] = same > best_of_word[word] ? same : best_of_word[word];
        }
        name_covered += (double)(n->weights[number] * best);
    }
    for (int word = 0; word < m->count; word++) {
        covered += (float)m->weights[word] * best_of_word[word];
        if (best_of_word[word] == 1) same_covered += (float)m->weights[word];
    }
    compared[0] = covered / (float)(m->total > 1e-6 ? m->total : 1e-6);
    compared[1] = total > 0 ? (float)name_covered / (total > 1e-6f ? total : 1e-6f) : 0;
    compared[2] = ((float)m->total - covered) / 10.0f;
    compared[3] = (total - (float)name_covered) / 10.0f;
    compared[4] = same_covered / (float)(m->total > 1e-6 ? m->total : 1e-6);
}

void sort_numbers(uint64_t *numbers, int64_t count) {
    int64_t gap = 1;
    while (gap < count / 3) gap = 3 * gap + 1;
    for (; gap > 0; gap /= 3)
        for (int64_t i = gap; i < count; i++) {
            const uint64_t number = numbers[i];
            int64_t at = i;
            for (; at >= gap && numbers[at - gap] > number; at -= gap) numbers[at] = numbers[at - gap];
            numbers[at] = number;
        }
}

int64_t place_of(const uint64_t *numbers, int64_t count, int32_t upper) {
    int64_t low = 0, high = count;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if ((int32_t)(numbers[middle] >> 32) < upper) low = middle + 1;
        else high = middle;
    }
    return low < count && (int32_t)(numbers[low] >> 32) == upper ? low : -1;
}

/* Fills the tables of names; `order` gets their places, the likeliest first. */
static void compare_all(const Names *n, const Mention *m, Found *found, uint64_t *order, int64_t count) {
    for (int64_t i = 0; i < count; i++) { /* all over the files: better asked for early */
        __builtin_prefetch(n->words_of.firsts + found[i].row);
        __builtin_prefetch(n->totals + found[i].row);
        __builtin_prefetch(n->concepts + found[i].row);
        __builtin_prefetch(n->counts + found[i].row);
    }
    for (int64_t i = 0; i < count; i++) __builtin_prefetch(n->words_of.values + n->words_of.firsts[found[i].row]);
    for (int64_t i = 0; i < count; i++) {
        Found *f = found + i;
        compare(n, m, f->row, f->table);
        float keys = 0;
        for (int key = 0; key < KEYS; key++) keys += f->table[COMPARED + key] = (float)(f->keys >> key & 1);
        const int is_first = !f->row || n->concepts[f->row] != n->concepts[f->row - 1];
        f->table[COMPARED + KEYS] = is_first && n->counts[f->row] == 0;
        order[i] = (uint64_t)~bits_of(f->table[0] * f->table[1] + keys) << 32 | (uint64_t)i;
    }
    sort_numbers(order, count);
    for (int64_t i = 0; i < count; i++) order[i] = (uint32_t)order[i];
}

static int64_t find_best(const Names *n, const Found *found, const uint64_t *order, int64_t count, int32_t *concepts,
                         Best *best) {
    int64_t kept = 0;
    for (int64_t o = 0; o < count; o++) {
        const int64_t i = (int64_t)order[o];
        const int32_t concept = n->concepts[found[i].row];
        int64_t at = 0;
        while (at < kept && concepts[at] != concept) at++;
        if (at == CONCEPTS) continue;
        if (at == kept) concepts[kept] = concept, best[kept++] = (Best){-1, -1};
        int64_t *place = n->counts[found[i].row] > 0 ? &best[at].learned : &best[at].name;
        if (*place < 0) *place = i;
    }
    return kept;
}

static float prior_of(const Names *n, int32_t concept) {
    int64_t low = 0, high = n->priors;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (n->prior_counts[2 * middle] < concept) low = middle + 1;
        else high = middle;
    }
    return low < n->priors && n->prior_counts[2 * low] == concept ? (float)n->prior_counts[2 * low + 1] : 0;
}

/* What the names of each concept say together. */
typedef struct {
    double uses, close_uses, covered;
    int preferred, own_names; /* spellings of the preferred name, as bits; names of the terminology that are the mention */
} Together;

static void add_up(const Names *n, const Found *found, const uint64_t *order, int64_t count, const int32_t *concepts,
                   int64_t kept, Together *together, Together *all) {
    for (int64_t o = 0; o < count; o++) {
        const Found *f = found + order[o];
        const double uses = n->counts[f->row];
        const int is_exact = (f->keys & EXACT) != 0, is_close = (f->keys & CLOSE) != 0;
        int64_t at = 0;
        while (at < kept && concepts[at] != n->concepts[f->row]) at++;
        all->uses += is_exact * uses, all->close_uses += is_close * uses;
        if (at == kept) continue;
        Together *t = together + at;
        t->uses += is_exact * uses, t->close_uses += is_close * uses;
        t->covered += (double)(f->table[0] * f->table[1]);
        if (f->table[COLUMNS_OF_NAME - 1] > 0) t->preferred |= f->keys;
        t->own_names += is_exact && uses == 0;
    }
}

static float logarithm(const Names *n, double count) {
    return count < LOGARITHMS ? n->logarithms[(int)count] : (float)log1p(count);
}

static float share(double part, double whole) { return whole > 0 ? (float)(part / whole) : 0; }

int64_t features_of(const Names *n, const Mention *m, Found *found, uint64_t *order, int64_t count, int32_t *concepts,
                    float *features) {
    Best best[CONCEPTS];
    Together together[CONCEPTS] = {0}, all = {0};
    compare_all(n, m, found, order, count);
    const int64_t kept = find_best(n, found, order, count, concepts, best);
    add_up(n, found, order, count, concepts, kept, together, &all);
    for (int64_t c = 0; c < kept; c++) {
        const Together *t = together + c;
        float *line = memset(features + c * WIDTH, 0, sizeof *line * WIDTH);
        if (best[c].name >= 0) memcpy(line, found[best[c].name].table, sizeof *line * COLUMNS_OF_NAME);
        if (best[c].learned >= 0) {
            const float *learned = found[best[c].learned].table;
            line[15] = learned[0], line[16] = learned[1];
            for (int key = COMPARED; key < COMPARED + KEYS; key++)
                line[key] = learned[key] > line[key] ? learned[key] : line[key];
        }
        line[12] = t->preferred >> 1 & 1, line[13] = t->preferred >> 2 & 1, line[14] = t->preferred >> 4 & 1;
        line[17] = logarithm(n, t->uses), line[18] = share(t->uses, all.uses);
        line[19] = logarithm(n, t->close_uses), line[20] = share(t->close_uses, all.close_uses), line[21] = all.uses > 0;
        line[22] = logarithm(n, prior_of(n, concepts[c])), line[23] = logarithm(n, n->names_of[concepts[c]]);
        line[24] = logarithm(n, t->own_names), line[25] = (float)t->covered;
        line[26] = logarithm(n, n->kinds_of[concepts[c]]);
        line[27] = (float)m->count, line[28] = m->length <= SHORT;
        line[29] = n->is_chemical, line[30] = n->is_disease, line[31] = kept == 1;
    }
    return kept;
}
