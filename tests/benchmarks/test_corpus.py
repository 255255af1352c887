"""The corpus the measurements stand on: the same in every run, and like what offices write."""

import subprocess
import sys
from collections import Counter

from benchmarks import corpus
from gongkai.catalogue.vocabulary import GENRES, SUBJECTS
from gongkai.pages import html

SOME = list(corpus.documents(1, 600))


def test_a_document_is_its_number_and_nothing_else():
    backwards = [corpus.document(number) for number in range(600, 590, -1)]
    assert backwards[::-1] == SOME[590:]


def test_another_process_makes_the_same_document():
    told = subprocess.run(
        [sys.executable, "-c", "from benchmarks import corpus; print(corpus.document(41))"], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert told.stdout.strip() == str(corpus.document(41))


def test_another_seed_makes_another_corpus():
    assert corpus.document(1, seed=7) != corpus.document(1, seed=8)


def test_no_two_bodies_are_the_same():
    assert len({document.body for document in SOME}) == len(SOME)


def test_a_body_has_the_length_of_a_usual_page():
    lengths = sorted(len(html.to_text(document.body)) for document in SOME)
    assert lengths[0] > 200
    assert lengths[-1] < 1_500
    assert 400 < lengths[300] < 800


def test_a_body_needs_no_cleaning_so_that_a_clearance_is_bound_to_these_letters():
    assert all(html.clean(document.body) == document.body for document in SOME)


def test_what_fits_the_columns_of_the_catalogue():
    for document in SOME:
        assert document.genre in GENRES
        assert document.subject in SUBJECTS
        assert len(document.title) <= 255
        assert len(document.summary) <= 500
        assert len(document.keywords) <= 200


def test_a_body_tells_of_the_topic_of_its_bureau():
    offices = corpus.offices()
    for document in SOME:
        names = {topic.name for topic in corpus.words.BUREAUS[offices[document.organ].bureau]}
        assert document.topic in names


def test_few_bureaus_write_most_and_each_writes_something():
    written = Counter(document.organ for document in corpus.documents(1, 5_000))
    assert len(written) == corpus.ORGANS
    assert max(written.values()) > 5 * min(written.values())


def test_few_words_are_everywhere_and_most_are_rare():
    import rjieba

    found: Counter[str] = Counter()
    for document in SOME:
        found.update(set(rjieba.cut_for_search(html.to_text(document.body))))
    ranked = [number for _word, number in found.most_common()]
    assert ranked[20] > len(SOME) // 3
    assert ranked[len(ranked) // 2] < 10


def test_days_go_forward_with_the_number():
    assert [document.formed_on for document in SOME] == sorted(document.formed_on for document in SOME)
