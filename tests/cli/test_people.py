"""Whose words are whose: speaker labels, informants and interviewers."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.cli.calling import Run
from tests.cli.conftest import Write
from tests.cli.work import Work


def heard(work: Work, id_: str) -> dict[str, list[str]]:
    """Which informants each label of a transcript is."""
    turns = work.listed("transcripts", "show", id_)["turns"]
    return {turn["speaker"]: turn["informants"] for turn in turns}


def unmatched(work: Work, id_: str) -> list[str]:
    """The labels of a transcript that are nobody, in small letters."""
    rows = work.listed("transcripts", "list")
    found = next(row["unmatched"] for row in rows if row["id"] == id_)
    return [label.casefold() for label in found]


@pytest.mark.parametrize("label", ["A1", "a1", "Siti Aminah", "SITI AMINAH", "siti aminah"])
def test_a_label_that_is_an_id_or_a_real_name_is_that_informant(work: Work, label: str) -> None:
    work.table("informants", "id,name\nA1,Siti Aminah\n")
    work.text("W1", f"{label}: Ya.\n\n{label}: Betul.\n")
    assert heard(work, "W1") == {label: ["A1"]}


@pytest.mark.parametrize(
    "label", ["Pewawancara", "PENELITI", "interviewer", "Researcher", "moderator", "Ani", "ANI"]
)
def test_the_interviewer_is_a_word_for_it_or_a_coders_name(work: Work, label: str) -> None:
    work.table("informants", "id\nA1\n")
    answer = work.text("A1", f"{label}: Apa?\n\nA1: Ya.\n\n{label}: Lalu?\n\nA1: Sudah.\n")
    assert heard(work, "A1") == {label: [], "A1": ["A1"]}
    assert unmatched(work, "A1") == []
    assert "!" not in answer.err


def test_a_new_coder_turns_out_to_be_the_interviewer(work: Work) -> None:
    work.text("A1", "Budi: Apa?\n\nA1: Ya.\n\nBudi: Lalu?\n\nA1: Sudah.\n")
    work.table("informants", "id\nA1\n")
    assert unmatched(work, "A1") == ["budi"]
    work("codebook", "add", "x", "--coder", "budi")
    assert unmatched(work, "A1") == []


def test_an_interviewer_may_be_named(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    work.text("A1", "PJ: Apa?\n\nA1: Ya.\n\nQ: Lalu?\n\nA1: Sudah.\n",
              "--interviewer", "pj", "--interviewer", "Q")  # fmt: skip
    assert heard(work, "A1") == {"PJ": [], "A1": ["A1"], "Q": []}
    assert unmatched(work, "A1") == []


@pytest.mark.parametrize("label", ["P", "I", "T", "Q", "R"])
def test_a_single_letter_is_never_guessed_to_be_the_interviewer(work: Work, label: str) -> None:
    work("codebook", "add", "x", "--coder", label)
    work.table("informants", "id\nA1\n")
    answer = work.text("A1", f"{label}: Apa?\n\nA1: Ya.\n\n{label}: Lalu?\n\nA1: Sudah.\n")
    assert unmatched(work, "A1") == [label.casefold()]
    assert label in answer.err


def test_a_single_letter_may_be_an_informants_id(work: Work) -> None:
    work.table("informants", "id\nP\n")
    work.text("W1", "Pewawancara: Apa?\n\nP: Ya.\n")
    assert heard(work, "W1") == {"Pewawancara": [], "P": ["P"]}


def test_a_label_that_is_nobody_is_a_problem_and_makes_no_informant(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    answer = work.text("A1", "A1: Ya.\n\nTetangga: Betul.\n\nTetangga: Sungguh.\n")
    assert "Tetangga" in answer.err
    assert [row["id"] for row in work.listed("informants", "list")] == ["A1"]


@pytest.mark.parametrize("options", [("--informant", "A1"), ()], ids=["named", "by its stem"])
def test_the_only_label_that_is_unknown_is_the_informant_of_the_transcript(
    work: Work, options: tuple[str, ...]
) -> None:
    work.table("informants", "id\nA1\nB1\n")
    work.text("A1" if not options else "W1",
              "Pewawancara: Apa?\n\nBu Sri: Ya.\n\nPewawancara: Lalu?\n\nBu Sri: Sudah.\n",
              *options)  # fmt: skip
    assert heard(work, "A1" if not options else "W1") == {"Pewawancara": [], "Bu Sri": ["A1"]}


def test_of_two_labels_that_are_unknown_neither_is_guessed(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    answer = work.text("A1", "Bu Sri: Ya.\n\nPak Tono: Tidak.\n\nBu Sri: Ya.\n\nPak Tono: Bukan.\n")
    assert heard(work, "A1") == {"Bu Sri": [], "Pak Tono": []}
    assert "Bu Sri" in answer.err
    assert "Pak Tono" in answer.err


@pytest.mark.parametrize(
    ("name", "options", "sources"),
    [("W1", ("--informant", "B1"), ["B1"]), ("A1", (), ["A1"]), ("W1", (), [])],
    ids=["named", "by its stem", "nobody"],
)
def test_a_transcript_without_turns_belongs_to_whom_it_names_or_to_its_stem(
    work: Work, name: str, options: tuple[str, ...], sources: list[str]
) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nA1\nB1\n")
    answer = work.text(name, "Beras datang tiap bulan, kata orang.\n", *options)
    work.code(name, "x", "Beras datang")
    assert work.codings()[0]["sources"] == sources
    assert (f"! {name}" in answer.err) == (not sources)


def test_a_table_may_say_whose_interview_it_is(work: Work) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nB1\n")
    work.text("W1", "Beras datang tiap bulan, kata orang.\n")
    work.code("W1", "x", "Beras datang")
    about = work.write("about.csv", "transcript,informant\nW1,B1\n")
    work("transcripts", "import", "--about", about)
    assert work.codings()[0]["sources"] == ["B1"]


@pytest.mark.parametrize("kind", ["document", "observation"])
def test_in_a_document_or_an_observation_the_source_is_the_text_itself(
    work: Work, kind: str
) -> None:
    work("codebook", "add", "x", "--kind", "statement")
    work.table("informants", "id\nA1\n")
    work.text("D1", "Notulen.\n\nA1: Beras datang.\n\nA1: Tiap bulan.\n", "--kind", kind)
    work.code("D1", "x", "Beras datang")
    assert work.codings()[0]["sources"] == ["D1"]
    assert work.themes()["x"]["sources"] == [{"id": "D1", "kind": kind, "stance": "affirm"}]


TWO = "Pewawancara: Apa?\n\nA1: Beras datang.\n\nB1: Tiap bulan.\n\nPewawancara: Lalu?\n"


@pytest.mark.parametrize(
    ("quote", "sources"),
    [
        ("Beras datang.", ["A1"]),
        ("datang.\n\nB1: Tiap", ["A1", "B1"]),
        ("datang.\n\nB1:", ["A1"]),
        ("\n\nB1: ", []),
        ("B1: T", ["B1"]),
        ("Apa?", []),
        ("Apa?\n\nA1: Beras", ["A1"]),
        ("bulan.\n\nPewawancara: Lalu?", ["B1"]),
    ],
)
def test_a_passage_belongs_to_every_informant_whose_words_it_holds(
    work: Work, quote: str, sources: list[str]
) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nA1\nB1\n")
    work.text("W1", TWO)
    start = TWO.index(quote)
    work("code", "W1", "x", "--span", f"{start}:{start + len(quote)}")
    assert work.codings()[0]["sources"] == sources


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_imports_does_not_matter(work: Work, order: tuple[int, ...]) -> None:
    people = "id,name,referred_by,status\nA1,Siti Aminah,-,\nB1,,A1,\nC1,,A1,\n"
    work("codebook", "add", "x")
    steps = (
        lambda: work.table("informants", people),
        lambda: work.text("W1", "Pewawancara: Apa?\n\nSiti Aminah: Beras.\n\nb1: Jagung.\n"),
        lambda: work.text("C1", "Pak Tono: Padi.\n\nPak Tono: Sawah.\n"),
    )
    for step in order:
        steps[step]()
    for transcript, quote in (("W1", "Beras.\n\nb1: Jagung"), ("C1", "Padi"), ("W1", "Apa")):
        work.code(transcript, "x", quote)
    assert work.matrix() == {"x": {"A1": 1, "B1": 1, "C1": 1, "total": 2}}
    assert work.themes()["x"]["k"] == 3
    assert [row["status"] for row in work.listed("informants", "list")] == ["interviewed"] * 3


def test_coding_may_come_before_people_too(work: Work) -> None:
    work("codebook", "add", "x")
    work.text("W1", TWO)
    work.code("W1", "x", "Beras")
    assert work.codings()[0]["sources"] == []
    work.table("informants", "id\nA1\n")
    assert work.codings()[0]["sources"] == ["A1"]
    work("undo")
    assert work.codings()[0]["sources"] == []


def test_status_is_interviewed_for_whoever_speaks_and_named_for_others(work: Work) -> None:
    work.table("informants", "id,status\nA1,\nB1,\nC1,contacted\nD1,interviewed\n")
    work.text("A1", "A1: Ya.\n")
    found = {row["id"]: row["status"] for row in work.listed("informants", "list")}
    assert found == {"A1": "interviewed", "B1": "named", "C1": "contacted", "D1": "interviewed"}


def test_who_has_withdrawn_counts_no_more(work: Work) -> None:
    work("codebook", "add", "x", "--kind", "statement")
    work.table("informants", "id,organisation\nA1,X\nB1,Y\n")
    work.text("W1", TWO)
    work.code("W1", "x", "Beras")
    work.code("W1", "x", "Tiap bulan")
    work.table("claims", "id,text,themes\nC1,Beras datang.,x\n")
    assert work.claims()["C1"]["k"] == 2
    work("informants", "withdraw", "B1", "--yes")
    assert work.claims()["C1"]["sources"] == [{"id": "A1", "kind": "informant", "stance": "affirm"}]
    assert work.themes()["x"]["k"] == 1
    assert work.matrix()["x"] == {"A1": 1, "total": 1}
    assert [row["quote"] for row in work.codings()] == ["Beras"]
    assert work.listed("search", "tiap bulan") == []


def test_real_names_lie_in_the_key_file_alone_and_only_their_owner_reads_it(work: Work) -> None:
    work.table("informants", "id,name,role\nA1,Siti Rahasia Binti Amat,ketua\n")
    key = work.project.with_name("study.qualcode.key")
    assert "Siti Rahasia Binti Amat" in key.read_text("utf-8")
    assert key.stat().st_mode & 0o777 == 0o600
    assert work.project.stat().st_mode & 0o777 == 0o600
    for file in work.project.parent.glob("study.qualcode*"):
        if file != key:
            assert b"Rahasia" not in file.read_bytes(), file.name


@pytest.mark.parametrize(
    "words", ["informants list", "informants tree", "log", "transcripts list", "triangulate"]
)
@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_a_pseudonym_stands_in_every_output(work: Work, words: str, form: str) -> None:
    work.table("informants", "id,name\nA1,Siti Rahasia\n")
    assert "Rahasia" not in work(*words.split(), "--format", form).out


def test_the_key_file_keeps_what_an_undo_takes_back(work: Work) -> None:
    work.text("W1", "Siti Rahasia: Ya.\n\nSiti Rahasia: Betul.\n")
    work.table("informants", "id,name\nA1,Siti Rahasia\n")
    work("undo")
    assert "Siti Rahasia" in work.project.with_name("study.qualcode.key").read_text("utf-8")
    work("redo")
    assert heard(work, "W1") == {"Siti Rahasia": ["A1"]}


def test_without_the_key_file_the_matches_that_it_gave_are_kept(work: Work) -> None:
    work.table("informants", "id,name\nA1,Siti Rahasia\n")
    work.text("W1", "Siti Rahasia: Ya.\n\nSiti Rahasia: Betul.\n")
    work.project.with_name("study.qualcode.key").unlink()
    work.table("informants", "id\nB1\n")
    assert heard(work, "W1") == {"Siti Rahasia": ["A1"]}


def test_a_project_of_private_files_is_private(run: Run, write: Write) -> None:
    project = write("here.txt", "").with_name("mine.qualcode")
    assert run("new", "mine.qualcode").status == 0
    assert project.stat().st_mode & 0o777 == 0o600
    assert run("backup", "copy.qualcode").status == 0
    assert project.with_name("copy.qualcode.backup").stat().st_mode & 0o777 == 0o600


def test_ids_that_no_label_could_tell_apart_are_refused(work: Work) -> None:
    work.table("informants", "id\nA\n")
    answer = work.run("informants", "add", "a")
    assert answer.status == 1
    assert "a and A cannot be told apart" in answer.err
    table = work.write("two.csv", "id\nB1\nb1\n")
    assert work.run("informants", "import", table).status == 1


@pytest.mark.parametrize("id_", ["-", "a;b", "a\nb"])
def test_an_id_that_could_never_be_referred_to_is_refused(work: Work, id_: str) -> None:
    answer = work.run("informants", "add", "--", id_)
    assert answer.status == 1
    assert "cannot be an id" in answer.err


@pytest.mark.parametrize(
    "people", ["id,name\nW1,Siti\nW2,siti\n", "id,name\nSiti,\nW2,Siti\n"], ids=["names", "id"]
)
def test_words_of_whoever_shares_a_name_count_for_nobody(work: Work, people: str) -> None:
    work.table("informants", people)
    answer = work.text("T1", "SITI: Ya.\n\nPeneliti: Lalu?\n")
    assert heard(work, "T1") == {"SITI": [], "Peneliti": []}
    assert "more than one informant is called SITI" in answer.err
    assert unmatched(work, "T1") == ["siti"]


def test_whose_interview_it_is_tells_two_of_one_name_apart(work: Work) -> None:
    work.table("informants", "id,name\nW1,Siti\nW2,siti\n")
    answer = work.text("W1", "Siti: Ya.\n")
    assert heard(work, "W1") == {"Siti": ["W1"]}
    assert "!" not in answer.err


def test_unknown_speakers_are_listed_as_they_are_written(work: Work) -> None:
    work.text("A1", "Istri: Ya.\n")
    (row,) = work.listed("transcripts", "list")
    assert row["unmatched"] == ["Istri"]


def test_one_line_tells_of_a_speaker_whom_many_transcripts_share(work: Work) -> None:
    texts = [work.write(f"T{n}.txt", "P: Apa?\n") for n in range(6)]
    said = work("transcripts", "import", *texts).err.splitlines()
    assert [line for line in said if line.startswith("!")] == [
        "! T0, T1, T2 … (6): the speaker P is no informant and no interviewer;"
        " import the informants, or name who asks with --interviewer"
    ]


def test_many_unknown_speakers_are_counted_and_not_all_told(work: Work) -> None:
    work.text("T1", "".join(f"S{n}: Ya.\n\n" for n in range(30)))
    said = work("informants", "add", "A1").err + work.table("informants", "id\nB1\n").err
    assert sum(line.startswith("! T1") for line in said.splitlines()) == 20
    assert "and 10 more speakers are nobody" in said


def test_what_is_said_of_a_transcript_that_is_there_already_is_taken(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    assert "name who asks with --interviewer" in work.text("W1", "P: Apa?\n\nA1: Ya.\n").err
    again = work("transcripts", "import", "W1.txt", "--interviewer", "P", "--date", "2025-01")
    assert "!" not in again.err
    assert "0 new, 1 changed, 0 already there" in again.err
    (row,) = work.listed("transcripts", "list")
    assert (row["unmatched"], row["date"], row["kind"]) == ([], "2025-01", "interview")
    work("transcripts", "import", "W1.txt", "--kind", "document")
    assert work.listed("transcripts", "list")[0]["kind"] == "document"
    assert "nothing changed" in work("transcripts", "import", "W1.txt").err


def test_an_informant_who_is_nobody_yet_is_a_problem(work: Work) -> None:
    work.table("informants", "id\nBUDI\n")
    answer = work.text("W1", "Ya.\n", "--informant", "BUDY")
    assert "! BUDY: no informant has that id yet; did you mean BUDI?" in answer.err


def test_a_date_that_is_none_is_refused(work: Work) -> None:
    file = work.write("W1.txt", "A1: Ya.\n")
    assert work.run("transcripts", "import", file, "--date", "foo").status == 2
    assert work.listed("transcripts", "list") == []


def test_a_table_that_changes_what_is_known_says_so(work: Work) -> None:
    work.text("W1", "Ya.\n")
    table = work.write("about.csv", "transcript,place\nW1,Jember\n")
    assert "0 new, 1 changed, 0 already there" in work(
        "transcripts", "import", "W1.txt", "--about", table
    ).err  # fmt: skip


def test_the_history_says_what_came_in(work: Work) -> None:
    work.text("W1", "Ya.\n")
    texts = [work.write(f"T{n}.txt", "Ya.\n") for n in range(3)]
    work("transcripts", "import", *texts)
    table = work.write("about.csv", "transcript,place\nW1,Jember\n")
    work("transcripts", "import", "--about", table)
    assert [step["why"] for step in work.history()][-3:] == [
        "import transcript W1", "import 3 transcripts", "import about transcripts about.csv",
    ]  # fmt: skip
