"""What the search is asked: each group asks of what the corpus holds, and the last of what it does not."""

from benchmarks import corpus, searching

SIZE = 3_000


def test_every_group_asks_something():
    assert all(len(asked) >= 4 for asked in searching.groups(SIZE).values())


def test_titles_and_names_and_numbers_are_of_documents_in_the_archive():
    asked = searching.groups(SIZE)
    made = list(corpus.documents(1, SIZE))
    titles, numbers = {one.title for one in made}, {one.document_number for one in made}
    assert set(asked["a title"]) <= titles
    assert set(asked["a document number"]) <= numbers
    assert all(any(name in title for title in titles) for name in asked["a rare name"])


def test_what_stands_nowhere_stands_nowhere():
    words = {word for asked in searching.groups(SIZE)["what stands nowhere"] for word in asked.split()}
    text = "".join(one.title + one.body for one in corpus.documents(1, SIZE))
    assert not [word for word in words if word in text]
