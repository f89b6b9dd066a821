from ner_model.telling_sentences import Candidate, most_doubtful, most_telling


def candidate(name, words, doubt):
    words = words.split()
    return Candidate(name, "", 0, 0, words, [doubt] * len(words))


def names(candidates):
    return "".join(each.doc_id for each in candidates)


def test_the_most_doubtful_are_kept_in_order():
    candidates = [candidate("a", "x y", 0.1), candidate("b", "y z", 0.3), candidate("c", "z x", 0.2)]
    assert names(most_doubtful(candidates, 2)) == "bc"


def test_what_is_said_twice_is_kept_once():
    candidates = [candidate("a", "x y", 0.1), candidate("b", "x y", 0.1), candidate("c", "z", 0.05)]
    assert names(most_doubtful(candidates, 2)) == "ac"


def test_of_equals_the_first_is_kept_whatever_comes():
    assert names(most_doubtful([candidate(name, name, 0.5) for name in "abcd"], 2)) == "ab"


def test_words_that_were_chosen_are_worth_less():
    candidates = [candidate("a", "lute here", 0.5), candidate("b", "lute there", 0.49), candidate("c", "harp is", 0.4)]
    assert names(most_telling(candidates, 3)) == "acb"


def test_the_greedy_choice_is_the_one_of_a_plain_loop():
    words = ["lute harp bow", "harp bow peg", "peg lute", "viol", "bow bow viol", "lute", "shawm peg"]
    candidates = [candidate(str(number), text, 0.1 + 0.07 * (number % 4)) for number, text in enumerate(words)]
    chosen, left, counts = "", list(candidates), {}
    for _ in range(5):
        worths = [sum(d * 0.5 ** counts.get(w, 0) for w, d in zip(c.words, c.doubts, strict=True)) for c in left]
        best = left.pop(worths.index(max(worths)))
        chosen += best.doc_id
        for word in set(best.words):
            counts[word] = counts.get(word, 0) + 1
    assert names(most_telling(candidates, 5)) == chosen


def test_no_more_are_chosen_than_there_are():
    assert names(most_telling([candidate("a", "x", 0.1)], 5)) == "a"
