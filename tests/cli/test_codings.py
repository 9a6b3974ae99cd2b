"""Coding a passage, by hand or from a table, and listing what is coded."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work

TEXT = "Pewawancara: Apa?\n\nA1: Beras datang tiap bulan. Beras habis tiap minggu.\n"
COLUMNS = ["id", "transcript", "code", "coder", "start", "end", "quote", "stance", "note", "round",
           "sources"]  # fmt: skip


def _made(work: Work) -> None:
    work.table(
        "codebook",
        "key,parent,kind,name_en,name_id\n"
        "beras,,topic,Rice,Padi\njadwal,beras,topic,Schedule,\ncukup,beras,statement,Enough,\n"
        "lain,,topic,,\njadwal,lain,topic,,\n",
    )
    work.table("informants", "id\nA1\n")
    work.text("A1", TEXT)


@pytest.fixture
def coding(begun: Begun) -> Work:
    """A project with a statement, topics in a tree, and one interview."""
    return begun(_made)


def test_a_quote_finds_its_place(coding: Work) -> None:
    number = coding.code("A1", "beras", "Beras datang")
    start = TEXT.index("Beras datang")
    assert coding.codings() == [
        dict(zip(COLUMNS, [number, "A1", "beras", "ani", start, start + 12, "Beras datang",
                           "mention", "", "first", ["A1"]], strict=True))
    ]  # fmt: skip


def test_a_span_is_a_place(coding: Work) -> None:
    coding("code", "A1", "beras", "--span", "23:28")
    assert coding.codings()[0]["quote"] == TEXT[23:28] == "Beras"


def test_a_quote_and_a_span_that_agree_are_a_place(coding: Work) -> None:
    coding("code", "A1", "beras", "--span", "23:28", "--quote", "Beras")
    assert [(c["start"], c["end"]) for c in coding.codings()] == [(23, 28)]


def test_several_codes_go_on_one_passage_in_one_step(coding: Work) -> None:
    steps = len(coding.history())
    made = coding("code", "A1", "beras", "lain", "--quote", "Beras datang")
    assert made.out == "1\n2\n"
    assert len(coding.history()) == steps + 1


@pytest.mark.parametrize(
    ("called", "path"),
    [("beras", "beras"), ("beras/jadwal", "beras/jadwal"), ("cukup", "beras/cukup"),
     ("Enough", "beras/cukup"), ("enough", "beras/cukup"), ("Padi", "beras"), ("Rice", "beras"),
     ("Schedule", "beras/jadwal")],
)  # fmt: skip
def test_a_code_is_found_by_its_path_or_by_a_key_or_name_of_its_own(
    coding: Work, called: str, path: str
) -> None:
    coding.code("A1", called, "tiap bulan")
    assert coding.codings()[0]["code"] == path


def test_a_key_that_two_codes_have_is_not_guessed(coding: Work) -> None:
    refused = coding.run("code", "A1", "jadwal", "--quote", "tiap bulan")
    assert refused.status == 1
    assert "beras/jadwal" in refused.err
    assert "lain/jadwal" in refused.err


@pytest.mark.parametrize(("code", "stance"), [("beras", "mention"), ("cukup", "affirm")])
def test_a_passage_mentions_a_topic_and_affirms_a_statement_unless_said(
    coding: Work, code: str, stance: str
) -> None:
    coding.code("A1", code, "tiap bulan")
    coding.table("codings", f"transcript,code,quote\nA1,{code},tiap minggu\n")
    assert [c["stance"] for c in coding.codings()] == [stance, stance]


@pytest.mark.parametrize("stance", ["affirm", "qualify", "deny", "mention"])
def test_a_stance_is_one_of_the_list(coding: Work, stance: str) -> None:
    coding.code("A1", "cukup", "tiap bulan", "--stance", stance)
    assert coding.codings()[0]["stance"] == stance


PLACES = (
    ("", "", "Beras", "2 times"),
    ("", "", "Jagung datang", "not in A1"),
    ("23", "28", "Jagung", "23:28"),
    ("23", "28", "Beras datang", "23:28"),
    ("23", "", "", "start and end"),
    ("", "28", "Beras datang", "start and end"),
    ("23", "", "Beras datang", "start and end"),
    ("0", str(len(TEXT) + 1), "", "outside"),
    ("28", "23", "", "holds nothing"),
    ("23", "23", "", "holds nothing"),
    ("-1", "5", "", "start and end"),
    ("two", "5", "", "start and end"),
    ("", "", "", "neither a quote"),
)


@pytest.mark.parametrize(("start", "end", "quote", "said"), PLACES)
def test_a_row_without_one_place_is_refused_by_file_row_and_column(
    coding: Work, start: str, end: str, quote: str, said: str
) -> None:
    steps = len(coding.history())
    table = coding.write(
        "codings.csv",
        f"transcript,code,start,end,quote\nA1,lain,,,tiap bulan\nA1,beras,{start},{end},{quote}\n",
    )
    refused = coding.run("codings", "import", table)
    assert refused.status == 1
    assert "codings.csv, row 3, " in refused.err
    assert said in refused.err
    assert coding.codings() == []
    assert len(coding.history()) == steps


@pytest.mark.parametrize(("start", "end", "quote", "said"), PLACES)
def test_a_wrong_row_is_left_out_where_work_keeps_going(
    coding: Work, start: str, end: str, quote: str, said: str
) -> None:
    answer = coding.table(
        "codings",
        f"transcript,code,start,end,quote\nA1,beras,{start},{end},{quote}\nA1,lain,,,tiap bulan\n",
        "--keep-going",
    )
    assert "codings.csv, row 2, " in answer.err
    assert said in answer.err
    assert [c["code"] for c in coding.codings()] == ["lain"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--quote", "Beras"], "2 times"),
        (["--quote", "Jagung"], "not in A1"),
        (["--span", "23:28", "--quote", "Jagung"], "23:28"),
        (["--span", "0:9999"], "outside"),
        (["--span", "9:3"], "holds nothing"),
        (["--span", "9"], "START:END"),
        (["--span", "9:"], "start and end"),
    ],
)
def test_a_hand_that_names_no_place_is_refused(coding: Work, words: list[str], said: str) -> None:
    refused = coding.run("code", "A1", "beras", *words)
    assert refused.status in (1, 2)
    assert said in refused.err
    assert coding.codings() == []


def test_an_overlapping_repetition_is_found_twice_too(coding: Work) -> None:
    coding.text("L1", "L1: lalalala\n")
    refused = coding.run("code", "L1", "beras", "--quote", "lala")
    assert "3 times" in refused.err


def test_the_same_coding_by_hand_is_a_problem_and_left_out(coding: Work) -> None:
    coding.code("A1", "beras", "Beras datang")
    again = coding("code", "A1", "beras", "lain", "--quote", "Beras datang")
    assert again.out == "2\n"
    assert "beras" in again.err
    assert [c["code"] for c in coding.codings()] == ["beras", "lain"]


def test_the_same_coding_in_a_table_is_a_problem_and_left_out(coding: Work) -> None:
    rows = "transcript,code,coder,quote,round\n" + "A1,beras,ani,Beras datang,\n" * 2
    first = coding.table("codings", rows)
    assert "codings.csv, row 3, " in first.err
    assert len(coding.codings()) == 1
    second = coding.table("codings", rows, "--format", "json").json
    assert (second["new"], second["same"], second["step"]) == (0, 2, None)
    assert len(second["problems"]) == 2


@pytest.mark.parametrize(
    "other",
    ["A1,beras,budi,Beras datang,", "A1,beras,ani,Beras datang,second",
     "A1,lain,ani,Beras datang,", "A1,beras,ani,datang,"],
    ids=["coder", "round", "code", "span"],
)  # fmt: skip
def test_what_differs_in_one_thing_is_another_coding(coding: Work, other: str) -> None:
    answer = coding.table(
        "codings", f"transcript,code,coder,quote,round\nA1,beras,ani,Beras datang,\n{other}\n"
    )
    assert "!" not in answer.err
    assert len(coding.codings()) == 2


def test_a_coder_exists_from_the_first_use_of_the_name_in_a_table(coding: Work) -> None:
    coding.table("codings", "transcript,code,coder,quote\nA1,beras,cici,Beras datang\n")
    assert coding.codings("--by", "cici")[0]["coder"] == "cici"
    assert coding.listed("settings", "reporting_coders")[0]["value"] == "ani;cici"


def test_the_coder_of_a_row_without_one_is_whoever_works(coding: Work) -> None:
    coding.table("codings", "transcript,code,quote\nA1,beras,Beras datang\n", "--coder", "budi")
    assert coding.codings()[0]["coder"] == "budi"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_comes_as_a_spreadsheet_saves_it(
    coding: Work, separator: str, encoding: str
) -> None:
    rows = [["Transcript", "CODE", "quote", "note"], ["A1", "beras", '"Beras datang"', "café"]]
    content = "".join(separator.join(row) + "\r\n" for row in rows)
    coding("codings", "import", coding.write("sheet.csv", content.encode(encoding)))
    assert [(c["quote"], c["note"]) for c in coding.codings()] == [("Beras datang", "café")]


def test_a_quote_in_a_table_may_run_over_lines(coding: Work) -> None:
    coding.text("B1", "B1: Beras datang.\nLalu habis.\n")
    coding.table("codings", 'transcript,code,quote\nB1,beras,"datang.\r\nLalu habis"\n')
    assert coding.codings()[0]["quote"] == "datang.\nLalu habis"


def test_a_quote_in_a_table_is_compared_in_nfc(coding: Work) -> None:
    coding.text("B1", "B1: Di caf\u00e9 itu.\n")
    coding.table("codings", "transcript,code,quote\nB1,beras,cafe\u0301 itu\n")
    assert coding.codings()[0]["quote"] == "caf\u00e9 itu"


def test_a_list_in_csv_has_the_documented_columns(coding: Work) -> None:
    coding.code("A1", "beras", "Beras datang", "--note", "satu")
    printed = coding("codings", "list", "--format", "csv").out
    assert printed.splitlines()[0].split(",") == COLUMNS


def test_the_list_stands_in_reading_order(coding: Work) -> None:
    for quote in ("tiap minggu", "Beras datang", "datang", "Beras datang tiap"):
        coding.code("A1", "beras", quote)
    assert [c["quote"] for c in coding.codings()] == [
        "Beras datang", "Beras datang tiap", "datang", "tiap minggu",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [1, 2, 3, 4]),
        ("--code beras", [1, 2, 4]),
        ("--code beras/jadwal", [2]),
        ("--code lain", [3]),
        ("--informant A1", [1, 2, 3]),
        ("--informant B1", [4]),
        ("--by budi", [3]),
        ("--transcript B1", [4]),
        ("--transcript A1 --code beras --by ani", [1, 2]),
        ("--code beras/cukup", []),
    ],
)
def test_the_list_can_be_narrowed(coding: Work, words: str, numbers: list[int]) -> None:
    coding.table("informants", "id\nB1\n")
    coding.text("B1", "B1: Beras mahal.\n")
    coding.code("A1", "beras", "Beras datang")
    coding.code("A1", "beras/jadwal", "tiap bulan")
    coding.code("A1", "lain", "tiap minggu", "--coder", "budi")
    coding.code("B1", "beras", "Beras mahal")
    assert sorted(c["id"] for c in coding.codings(*words.split())) == numbers


def test_a_coding_that_comes_again_with_another_stance_says_how_to_change_it(
    coding: Work,
) -> None:
    coding.table("codings", "transcript,code,quote\nA1,beras,Beras datang\n")
    mended = "transcript,code,quote,stance\nA1,beras,Beras datang,affirm\n"
    told = coding.table("codings", mended)
    assert "row 2, stance" in told.err
    assert "mention" in told.err
    assert "qualcode recode 1 --stance affirm" in told.err
    again = coding("code", "A1", "beras", "--quote", "Beras datang", "--stance", "deny")
    assert "qualcode recode 1 --stance deny" in again.err
    assert coding.codings()[0]["stance"] == "mention"
    coding("recode", 1, "--stance", "affirm")
    assert "recode" not in coding.table("codings", mended).err
    assert "recode" not in coding("code", "A1", "beras", "--quote", "Beras datang").err


def test_a_document_is_not_an_informant_of_the_same_id(coding: Work) -> None:
    coding.table("informants", "id\nB1\n")
    coding.text("B1", "Beras mahal.\n", "--kind", "document")
    coding.code("B1", "beras", "Beras mahal")
    assert coding.codings("--informant", "B1") == []


@pytest.mark.parametrize("words", ["--code none", "--informant Z9", "--by none", "--transcript Z9"])
def test_narrowing_to_what_is_not_there_is_refused(coding: Work, words: str) -> None:
    refused = coding.run("codings", "list", *words.split())
    assert refused.status == 1
    assert words.split()[1] in refused.err


def test_a_number_is_never_given_again(coding: Work) -> None:
    coding.code("A1", "beras", "Beras datang")
    coding("uncode", 1)
    assert coding.code("A1", "beras", "Beras datang") == 2
    coding("undo")
    assert coding.code("A1", "beras", "Beras datang") == 3


def test_a_coding_can_be_taken_off(coding: Work) -> None:
    coding.code("A1", "beras", "Beras datang")
    coding.code("A1", "lain", "Beras datang")
    coding("uncode", 1)
    assert [c["id"] for c in coding.codings()] == [2]


def test_a_coding_can_be_changed_and_keeps_its_number(coding: Work) -> None:
    coding.code("A1", "beras", "Beras datang")
    coding("recode", 1, "cukup", "--stance", "deny", "--note", "jelas")
    (changed,) = coding.codings()
    assert (changed["id"], changed["code"], changed["stance"], changed["note"]) == (
        1, "beras/cukup", "deny", "jelas",
    )  # fmt: skip
    coding("undo")
    assert coding.codings()[0]["code"] == "beras"


def test_a_row_tells_of_everything_that_is_wrong_with_it(coding: Work) -> None:
    table = coding.write(
        "codings.csv",
        "transcript,code,quote,stance\nA1,none,Jagung,\nZ9,beras,x,\nA1,beras,tiap bulan,maybe\n",
    )
    refused = coding.run("codings", "import", table)
    for place in ("row 2, quote", "row 2, code", "row 3, transcript", "row 4, stance"):
        assert f"codings.csv, {place}" in refused.err


def test_a_column_that_is_not_known_is_a_problem(coding: Work) -> None:
    answer = coding.table("codings", "transcript,code,quote,stnce\nA1,cukup,tiap bulan,deny\n")
    assert "stnce" in answer.err


def test_a_code_with_its_codings_can_be_merged_into_another(coding: Work) -> None:
    coding.code("A1", "lain/jadwal", "Beras datang")
    coding.code("A1", "beras", "Beras datang")
    coding.code("A1", "lain/jadwal", "tiap minggu")
    coding("codebook", "merge", "lain/jadwal", "beras")
    assert [(c["code"], c["quote"]) for c in coding.codings()] == [
        ("beras", "Beras datang"),
        ("beras", "tiap minggu"),
    ]
    coding("undo")
    assert [c["code"] for c in coding.codings()] == ["lain/jadwal", "beras", "lain/jadwal"]


def test_some_codings_can_be_split_off_to_a_code_beside(coding: Work) -> None:
    for quote in ("Beras datang", "tiap minggu"):
        coding.code("A1", "beras/jadwal", quote)
    coding("codebook", "split", "beras/jadwal", "mingguan", "2")
    assert [c["code"] for c in coding.codings()] == ["beras/jadwal", "beras/mingguan"]


def test_a_code_taken_out_takes_its_codings_along(coding: Work) -> None:
    coding.code("A1", "beras/jadwal", "Beras datang")
    coding.code("A1", "lain", "Beras datang")
    assert coding.run("codebook", "remove", "beras").status != 0
    coding("codebook", "remove", "beras", "--yes")
    assert [c["code"] for c in coding.codings()] == ["lain"]
    coding("undo")
    assert [c["code"] for c in coding.codings()] == ["beras/jadwal", "lain"]


def test_whoever_codes_the_interviewer_is_told_that_it_counts_for_nobody(coding: Work) -> None:
    coding("informants", "add", "A9")
    coding.text("K9.txt", "Pewawancara: Apa kabar?\n\nA9: Baik, terima kasih.\n")
    coding("codebook", "add", "kabar")
    told = coding("code", "K9", "kabar", "--quote", "Apa kabar?").err
    assert "no source speaks from 13 to 23" in told
    assert "no source" not in coding("code", "K9", "kabar", "--quote", "terima kasih").err
