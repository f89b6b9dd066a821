/* What is said of the names and the concepts that a mention may be: features of ner_model/linking/candidates.py. */

#include <stdlib.h>
#include <string.h>

#include "linking.h"

enum { COMPARED = 4, SHORT = 4 };

/* The places of the best name of a concept and of the best that was learned, or -1. */
typedef struct {
    int64_t name, learned;
} Best;

static float similarity_of(const Mention *m, int word, int32_t number) {
    int64_t low = 0, high = m->similar_count[word];
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (m->similar[word][middle].number < number) low = middle + 1;
        else high = middle;
    }
    return low < m->similar_count[word] && m->similar[word][low].number == number ? m->similar[word][low].similarity : 0;
}

/* How much of a mention a name has, how much of the name the mention has, and what is left of both. */
static void compare(const Names *n, const Mention *m, int32_t row, float *compared) {
    const float total = n->totals[row];
    float covered = 0, best_of_word[MOST_WORDS] = {0};
    double name_covered = 0;
    for (int64_t v = n->words_of.firsts[row]; v < n->words_of.firsts[row + 1]; v++) {
        float best = 0;
        for (int word = 0; word < m->count; word++) {
            const float same = similarity_of(m, word, n->words_of.values[v]);
            best = same > best ? same : best;
            best_of_word[word] = same > best_of_word[word] ? same : best_of_word[word];
        }
        name_covered += (double)(n->weights[n->words_of.values[v]] * best);
    }
    for (int word = 0; word < m->count; word++) covered += (float)m->weights[word] * best_of_word[word];
    compared[0] = covered / (float)(m->total > 1e-6 ? m->total : 1e-6);
    compared[1] = total > 0 ? (float)name_covered / (total > 1e-6f ? total : 1e-6f) : 0;
    compared[2] = ((float)m->total - covered) / 10.0f;
    compared[3] = (total - (float)name_covered) / 10.0f;
}

static int by_value(const void *one, const void *other) {
    const Found *a = one, *b = other;
    return a->value != b->value ? (a->value < b->value) - (a->value > b->value) : (a->row > b->row) - (a->row < b->row);
}

/* Fills the tables of names, and puts the likeliest first. */
static void compare_all(const Names *n, const Mention *m, Found *found, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        Found *f = found + i;
        compare(n, m, f->row, f->table);
        float keys = 0;
        for (int key = 0; key < KEYS; key++) keys += f->table[COMPARED + key] = (float)(f->keys >> key & 1);
        const int is_first = !f->row || n->concepts[f->row] != n->concepts[f->row - 1];
        f->table[COMPARED + KEYS] = is_first && n->counts[f->row] == 0;
        f->value = f->table[0] * f->table[1] + keys;
    }
    qsort(found, (size_t)count, sizeof *found, by_value);
}

static int64_t find_best(const Names *n, const Found *found, int64_t count, int32_t *concepts, Best *best) {
    int64_t kept = 0;
    for (int64_t i = 0; i < count; i++) {
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

/* How often annotators took the mention, however spelt, for a concept, or for any if it is -1. */
static double uses_of(const Names *n, const Found *found, int64_t count, int32_t concept) {
    double uses = 0;
    for (int64_t i = 0; i < count; i++)
        if (found[i].keys >> 1 && (concept < 0 || n->concepts[found[i].row] == concept)) uses += n->counts[found[i].row];
    return uses;
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

int64_t features_of(const Names *n, const Mention *m, Found *found, int64_t count, int32_t *concepts, float *features) {
    Best best[CONCEPTS];
    compare_all(n, m, found, count);
    const int64_t kept = find_best(n, found, count, concepts, best);
    const double met = uses_of(n, found, count, -1);
    for (int64_t c = 0; c < kept; c++) {
        float *line = memset(features + c * FEATURES, 0, sizeof *line * FEATURES);
        const double uses = uses_of(n, found, count, concepts[c]);
        if (best[c].name >= 0) memcpy(line, found[best[c].name].table, sizeof *line * COLUMNS_OF_NAME);
        if (best[c].learned >= 0) {
            const float *learned = found[best[c].learned].table;
            line[11] = learned[0], line[12] = learned[1];
            for (int key = COMPARED; key < COMPARED + KEYS; key++)
                line[key] = learned[key] > line[key] ? learned[key] : line[key];
        }
        line[10] = line[9] * line[5];
        line[13] = (float)uses, line[14] = met > 0 ? (float)(uses / met) : 0, line[15] = met > 0;
        line[16] = prior_of(n, concepts[c]);
        line[17] = (float)n->names_of[concepts[c]], line[18] = (float)n->kinds_of[concepts[c]];
        line[19] = (float)m->count, line[20] = m->length <= SHORT;
        line[21] = n->is_chemical, line[22] = n->is_disease, line[23] = kept == 1;
    }
    return kept;
}
