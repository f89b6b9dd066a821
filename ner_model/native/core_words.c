/* What the words of a name come down to: ner_model/linking/core_words.py. */

#include <string.h>

#include "speller.h"

static Part text(const char *letters) { return (Part){letters, (int64_t)strlen(letters)}; }

static int is_of(const Speller *s, Part part, int32_t kind) {
    const int32_t word = special_word(s, part);
    return word >= 0 && (s->rules.kinds[word] & kind) != 0;
}

static int any_is(const Parts *parts, const char *letters) {
    for (int i = 0; i < parts->count; i++)
        if (is(parts->parts[i], letters)) return 1;
    return 0;
}

static int any_is_of(const Speller *s, const Parts *parts, int32_t kind) {
    for (int i = 0; i < parts->count; i++)
        if (is_of(s, parts->parts[i], kind)) return 1;
    return 0;
}

/* Adds the words that one is made of. */
static void take_apart(const Speller *s, Draft *d, Part stem) {
    const int32_t word = special_word(s, stem);
    if (word < 0) {
        add_part(d, &d->core, stem);
        return;
    }
    for (const char *at = s->rules.parts[word]; *at;) {
        const int64_t length = (int64_t)strcspn(at, " ");
        add_part(d, &d->core, (Part){at, length});
        at += length + (at[length] == ' ');
    }
}

static void leave_out_kind(const Speller *s, Parts *parts, int32_t kind) {
    int kept = 0;
    for (int i = 0; i < parts->count; i++)
        if (!is_of(s, parts->parts[i], kind)) parts->parts[kept++] = parts->parts[i];
    parts->count = kept;
}

static void rename_all(Parts *parts, const char *from, const char *to) {
    for (int i = 0; i < parts->count; i++)
        if (is(parts->parts[i], from)) parts->parts[i] = text(to);
}

static void leave_out(Parts *parts, const char *letters) {
    int kept = 0;
    for (int i = 0; i < parts->count; i++)
        if (!is(parts->parts[i], letters)) parts->parts[kept++] = parts->parts[i];
    parts->count = kept;
}

/* Acids as their anions. */
static void name_anions(Draft *d) {
    int are_acids = 0;
    for (int i = 0; i < d->core.count; i++) are_acids |= ends_with(d->core.parts[i], "ic");
    if (!are_acids || !any_is(&d->core, "acid")) return;
    leave_out(&d->core, "acid");
    for (int i = 0; i < d->core.count; i++)
        if (ends_with(d->core.parts[i], "ic")) d->core.parts[i] = with_ending(d, d->core.parts[i], 2, "ate");
}

void add_core(const Speller *s, Draft *d) {
    Parts *core = &d->core;
    for (int i = 0; i < d->stems.count; i++) take_apart(s, d, d->stems.parts[i]);
    name_anions(d);
    if (any_is(core, "pressure") && (any_is(core, "high") || any_is(core, "low"))) {
        rename_all(core, "pressure", any_is(core, "high") ? "hypertension" : "hypotension");
        leave_out(core, "blood"), leave_out(core, "high"), leave_out(core, "low");
    }
    if (any_is(core, "function") && any_is_of(s, core, LACK)) {
        leave_out_kind(s, core, LACK);
        rename_all(core, "function", "dysfunction");
    }
    for (int i = 0; i < core->count; i++)
        if (!is_of(s, core->parts[i], SALT)) {
            leave_out_kind(s, core, SALT);
            return;
        }
}

void make_sense(const Speller *s, Parts *core) {
    if (!any_is_of(s, core, GENERIC)) core->count = 0;
    leave_out_kind(s, core, SIDE);
    int kept = 0;
    for (int i = 0; i < core->count; i++) {
        const Part part = is_of(s, core->parts[i], GENERIC) ? text("disease") : core->parts[i];
        int is_new = 1;
        for (int before = 0; before < kept && is_new; before++)
            is_new = !are_same(core->parts[before], part);
        if (is_new) core->parts[kept++] = part;
    }
    core->count = kept;
}
