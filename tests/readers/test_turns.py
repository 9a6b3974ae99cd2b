from __future__ import annotations

import pytest

from qualcode.readers import turns


def said(text: str, *bold: str) -> list[tuple[str, str]]:
    return [(turn.label, turn.span.of(text)) for turn in turns.find(text, bold)]


def timed(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(turn.label, turn.begins, turn.ends) for turn in turns.find(text)]


def test_two_people_who_speak_once_each_are_two_turns() -> None:
    assert said("Ani: Halo\nBudi: Ya") == [("Ani", "Halo"), ("Budi", "Ya")]


@pytest.mark.parametrize(
    "label",
    [
        *("K0", "A", "P1", "INFORMAN-01", "SEK", "PEWAWANCARA", "INFORMAN_2", "KETUA RW"),
        *("Ibu Siti", "Researcher 1", "Dr. Ani", "H. Budi", "Bu Nur'aini", "Pak Ma’ruf", "S.W."),
        *("Prof. Dr. Hj. Siti Nur Aini Dewi", "Budi S.Sos", "Siti (K1)", "Ani & Budi", "Ani/Budi"),
        *("सीता", "أحمد", "采访者", "Đặng", "ꦱꦶꦠꦶ", "Informan #2", "ani"),
    ],
)
def test_a_name_is_a_label(label: str) -> None:
    text = f"{label}: satu dua\n\n{label}: tiga\nempat\n"
    assert said(text) == [(label, "satu dua"), (label, "tiga\nempat")]


@pytest.mark.parametrize(
    "line",
    [
        "https://example.org/jember: laman",
        "Pukul 10:30 kami datang",
        "10:30: kami datang",
        r"C:\Dokumen\wawancara",
        "Saya tinggal di sini sudah lama: sejak lahir",
        "Saya setuju. Ani bilang: begitu",
        "Baiklah, Ani: begitu",
        "Apakah benar? Ani: begitu",
        "Kata beliau “begini: jangan”",
        "- Ani: satu",
        "1. Ani: satu",
        "Sangatpanjangsekalisampaitidakmungkinnama1: ya",
        "Ani",
        "std::vector",
        "Halo :)",
    ],
)
def test_this_is_no_label_however_often_it_stands(line: str) -> None:
    assert said(f"{line}\n\n{line}\n") == []


def test_prose_with_one_colon_has_no_turns() -> None:
    assert said("Warga berkumpul di balai.\nKesimpulan: warga percaya.\nRapat ditutup.\n") == []
    assert said("Warga berkumpul di balai.\n\nKesimpulan: warga percaya.\n") == []


def test_headings_once_each_among_paragraphs_are_no_speakers() -> None:
    text = "Laporan ini singkat.\n\nTujuan: a\n\nMetode: b\n\nKami pergi ke desa.\n\nHasil: c\n"
    assert said(text) == []


def test_a_label_in_capitals_is_a_speaker_the_first_time() -> None:
    assert said("Catatan lapangan.\nK0: Halo\n") == [("K0", "Halo")]


def test_a_label_that_stands_twice_is_a_speaker_in_the_spelling_of_each() -> None:
    text = "Pembukaan.\nAni: satu\nANI: dua\nTujuan: tiga\n"
    assert said(text) == [("Ani", "satu"), ("ANI", "dua\nTujuan: tiga")]


@pytest.mark.parametrize("label", ["Pewawancara", "peneliti", "Researcher 1", "Moderator"])
def test_the_interviewer_is_known_the_first_time(label: str) -> None:
    assert said(f"Pembukaan.\n{label}: Apa kabar?\n") == [(label, "Apa kabar?")]


@pytest.mark.parametrize(
    "text",
    [
        "Ani: Halo\nBudi: Ya\n",
        "# REKAAN\n\nAni: Halo\nBudi: Ya\n",
        "Ani: Halo\nlagi\n\nBudi: Ya\nlagi\n",
        "Ani: Halo\n# catatan\nBudi: Ya\n",
        "Ani:\nHalo.\nApa kabar?\nBudi:\nYa.\n",
        "Ani:\n\nHalo.\n",
        "Ani: Halo\n \t\nBudi: Ya\n",
    ],
)
def test_a_dialogue_needs_no_label_twice(text: str) -> None:
    expected = ("Ani", "Budi") if "Budi" in text else ()
    assert tuple(label for label, _ in said(text)) == expected


def test_one_labelled_line_is_a_short_dialogue() -> None:
    assert said("Sari: Kami percaya.\n") == [("Sari", "Kami percaya.")]


def test_words_may_stand_below_the_name() -> None:
    text = "PEWAWANCARA:\nApa kabar?\n\nIBU SITI:\n\nBaik.\nSehat semua.\n"
    assert said(text) == [("PEWAWANCARA", "Apa kabar?"), ("IBU SITI", "Baik.\nSehat semua.")]


def test_space_and_tabs_around_a_label_are_not_part_of_it() -> None:
    text = "  Pewawancara\t: Halo\nIbu   Siti   :\tYa\nA:Halo\nA:  \u00a0Ya \u2028\n"
    assert said(text) == [("Pewawancara", "Halo"), ("Ibu Siti", "Ya"), ("A", "Halo"), ("A", "Ya")]


def test_a_wide_colon_is_a_colon() -> None:
    assert said("采访者：你好\n小明：好\n") == [("采访者", "你好"), ("小明", "好")]


def test_a_number_right_after_the_colon_is_said() -> None:
    assert said("K1:30 orang\n") == [("K1", "30 orang")]


@pytest.mark.parametrize(
    "label", ["**Ani:**", "**Ani**:", "__Ani:__", "__Ani__:", "*Ani:*", "_Ani_:", "***Ani:***"]
)
def test_markup_is_not_part_of_the_label(label: str) -> None:
    text = f"{label} satu **dua**\n\n{label}\ntiga\n"
    assert said(text) == [("Ani", "satu **dua**"), ("Ani", "tiga")]


@pytest.mark.parametrize(
    "line",
    [
        *("[00:01:02] Ani: ya", "(00:01:02) Ani: ya", "00:01:02 Ani: ya", "[01:02] Ani: ya"),
        *("Ani [00:01:02]: ya", "Ani (01:02): ya", "[1:02] Ani: ya", "01:02 - Ani: ya"),
        *("**[00:01:02] Ani:** ya", "[00:01:02] **Ani:** ya", "**Ani** [01:02]: ya"),
    ],
)
def test_a_time_beside_the_name_is_when_the_turn_begins(line: str) -> None:
    assert said(line) == [("Ani", "ya")]
    assert timed(line) == [("Ani", 62_000, None)]


@pytest.mark.parametrize(
    ("clock", "milliseconds"),
    [
        ("00:00", 0),
        ("0:01.5", 1_500),
        ("00:01,25", 1_250),
        ("01:00:00.001", 3_600_001),
        ("75:10", 4_510_000),
        ("100:00:00", 360_000_000),
        ("00:00.0019", 1),
    ],
)
def test_times_are_exact_to_the_millisecond(clock: str, milliseconds: int) -> None:
    assert timed(f"[{clock}] Ani: ya") == [("Ani", milliseconds, None)]


def test_a_turn_ends_when_the_next_timed_one_begins() -> None:
    text = "[00:01] A: a\nB: b\n[00:05] C: c\n[00:09] D:\n[00:04] E: e\n"
    assert timed(text) == [
        ("A", 1_000, 5_000),
        ("B", None, None),
        ("C", 5_000, 9_000),
        ("E", 4_000, None),
    ]


def test_a_time_in_brackets_makes_a_speaker_the_first_time() -> None:
    assert said("Rekaman dua.\n[00:05] Ani: Halo\nlagi\n") == [("Ani", "Halo\nlagi")]


def test_an_agenda_is_no_dialogue() -> None:
    assert said("Acara hari ini.\n09:00 Pembukaan: sambutan\n10:30 Diskusi: tanya jawab\n") == []


def test_what_comes_before_the_first_turn_belongs_to_nobody() -> None:
    assert said("Wawancara kedua\nJember\n\nK0: Halo\n") == [("K0", "Halo")]


def test_a_note_divides_the_turn_around_it() -> None:
    text = "# atas\nK0: satu\n# catatan\n#lagi\ndua\n\n#K9: bukan\nK1: tiga\n# akhir"
    assert said(text) == [("K0", "satu"), ("K0", "dua"), ("K1", "tiga")]


def test_both_parts_of_a_divided_turn_keep_its_times() -> None:
    text = "[00:01] A: satu\n# catatan\ndua\n[00:05] B: tiga\n"
    assert timed(text) == [("A", 1_000, 5_000), ("A", 1_000, 5_000), ("B", 5_000, None)]


def test_a_text_without_speakers_is_divided_by_its_notes_alone() -> None:
    assert said("# atas\nsatu\n# catatan\n\n dua\ntiga\n# akhir") == [
        ("", "satu"),
        ("", "dua\ntiga"),
    ]
    assert said("satu\n # dua\n") == []
    assert said("# satu\n#dua") == []


def test_a_hash_within_a_line_is_said() -> None:
    assert said("K0: nomor #1\n  # masih\n") == [("K0", "nomor #1\n  # masih")]


def test_a_turn_without_words_is_none() -> None:
    assert said("K0:\nK1: \n\n# catatan\nK2:\u00a0\n") == []


def test_a_bold_name_alone_on_its_line_needs_no_colon_but_company() -> None:
    text = "Wawancara\nIbu Siti\nHalo\nPeneliti\nYa\nIbu Siti\nBaik\nHASIL\nUsai\n"
    assert said(text, "Wawancara", "Ibu Siti", "Peneliti", "HASIL") == [
        ("Ibu Siti", "Halo"),
        ("Peneliti", "Ya"),
        ("Ibu Siti", "Baik\nHASIL\nUsai"),
    ]
    assert said(text) == []


def test_speakers_are_named_in_every_spelling() -> None:
    assert turns.speakers("Buka.\nAni: a\nani: b\nLain: c\n") == {"Ani", "ani"}


@pytest.mark.parametrize(
    "text",
    [
        "Ani  0:03  \nHalo.\n\nBudi Jaya  1:10\nYa: sudah.\n\nTranscribed by https://otter.ai\n",
        "Ani\t0:03\nHalo.\nBudi Jaya\t1:10\nYa: sudah.\n",
        "**Ani** (0:03)\nHalo.\nBudi Jaya [1:10]\nYa: sudah.\n",
        "Ani started transcription\n\nAni   0:03\nHalo.\n\nBudi Jaya   1:10 --> 1:12\n"
        "Ya: sudah.\n\nAni stopped transcription\n",
        "Ani - (0:03)\nHalo.\nBudi Jaya - (1:10)\nYa: sudah.\n",
        "00:00:03\n\nAni: Halo.\n00:01:10\n\nBudi Jaya: Ya: sudah.\n\nTranscription ended after 1",
        "[0:03]\nAni: Halo.\n[1:10]\nBudi Jaya: Ya: sudah.\n",
        "Ani: [0:03] Halo.\nBudi Jaya: (1:10) Ya: sudah.\n",
        "0:00:03.0 --> 0:00:04.5\nAni\nHalo.\n\n0:01:10.0 --> 0:01:12.0\nBudi Jaya\nYa: sudah.\n",
    ],
)
def test_a_name_beside_or_below_its_time_speaks_the_lines_below(text: str) -> None:
    assert said(text) == [("Ani", "Halo."), ("Budi Jaya", "Ya: sudah.")]
    assert timed(text) == [("Ani", 3_000, 70_000), ("Budi Jaya", 70_000, None)]


def test_a_time_after_one_space_needs_its_name_twice() -> None:
    assert said("Rapat 10:30\nKami datang.\n") == []
    text = "Ani 0:03\nHalo.\nBudi 0:05\nYa.\nAni 0:07\nBaik.\nBudi 0:09\nOke.\n"
    assert [label for label, _ in said(text)] == ["Ani", "Budi", "Ani", "Budi"]


def test_a_time_before_a_name_above_its_words_needs_the_name_twice() -> None:
    text = "0:03 Speaker 1\nHalo.\n0:05 Speaker 2\nYa.\n0:07 Speaker 1\nO.\n0:09 Speaker 2\nA.\n"
    assert [label for label, _ in said(text)] == ["Speaker 1", "Speaker 2"] * 2
    assert timed(text)[0] == ("Speaker 1", 3_000, 5_000)
    assert said("09:00 Pembukaan\nLurah bicara.\n10:30 Diskusi\nWarga bicara.\n") == []
    assert said("[0:03] Halo\n[0:05] Ya\n[0:07] Halo\n[0:09] Ya\nbegitu\n") == []


@pytest.mark.parametrize("arrow", ["-->", "→", "-"])
def test_a_line_may_begin_with_when_it_begins_and_ends(arrow: str) -> None:
    text = f"[00:00:00.000 {arrow} 00:01.5] Ani: satu\n[00:00:01.500 {arrow} 00:00:03] Budi: ya"
    assert timed(text) == [("Ani", 0, 1_500), ("Budi", 1_500, None)]


def test_a_label_may_stand_in_brackets_before_its_colon() -> None:
    text = "[SPEAKER_01]: Halo\n[SPEAKER_00]: Ya\n[01:02] [SPEAKER_01]: Lalu\n[Tertawa: keras]\n"
    assert said(text) == [
        ("SPEAKER_01", "Halo"), ("SPEAKER_00", "Ya"), ("SPEAKER_01", "Lalu\n[Tertawa: keras]"),
    ]  # fmt: skip


def test_an_office_may_stand_behind_a_full_name() -> None:
    text = "Ani Wati, Ketua: satu\nBudi: dua\nAni Wati, Ketua: tiga\nBudi: empat\n"
    assert [label for label, _ in said(text)] == ["Ani Wati, Ketua", "Budi"] * 2
    assert said("Ani bilang, Budi: satu\n\nAni bilang, Budi: dua\n") == []


def test_who_speaks_once_is_a_speaker_below_the_head_of_a_dialogue() -> None:
    text = "Rapat warga\n\nHadir tiga orang\n\nAni: satu\n\nBudi: dua\n\nAni: tiga\n"
    assert said(text) == [("Ani", "satu"), ("Budi", "dua"), ("Ani", "tiga")]


def test_who_speaks_once_in_bold_is_a_speaker_as_others_in_bold_are() -> None:
    text = (
        "**Ani:** satu\n\nlagi\n\n**Budi:** dua\n\n**Cici:** tiga\n\nTujuan: lain\n\n"
        "**Ani:** empat\n\n**Budi:** lima\n"
    )
    assert [label for label, _ in said(text)] == ["Ani", "Budi", "Cici", "Ani", "Budi"]


@pytest.mark.parametrize("mark", ["", "*", "_", "- "])
def test_what_programs_write_below_is_said_by_nobody(mark: str) -> None:
    text = f"Ani: satu\nBudi: dua\n\n{mark}This editable transcript was computer generated.{mark}\n"
    assert said(text)[-1] == ("Budi", "dua")


def test_the_time_on_the_wall_is_none_of_the_recording() -> None:
    text = "[Ani Wijaya] 10:02:13\nHalo.\n\n[Peneliti] 10:02:20\nYa.\n"
    assert said(text) == [("Ani Wijaya", "Halo."), ("Peneliti", "Ya.")]
    assert timed(text) == [("Ani Wijaya", None, None), ("Peneliti", None, None)]


def test_a_name_alone_above_its_words_needs_no_colon() -> None:
    text = "Ani\nSatu.\n\nBudi\nDua.\nTiga.\n\nAni\nEmpat.\n\nBudi\nLima.\n"
    assert said(text) == [
        ("Ani", "Satu."),
        ("Budi", "Dua.\nTiga."),
        ("Ani", "Empat."),
        ("Budi", "Lima."),
    ]
    assert said("Researcher 1\nApa?\n\nIbu Siti\nYa.\n") == [
        ("Researcher 1", "Apa?"),
        ("Ibu Siti", "Ya."),
    ]


def test_headings_alone_above_their_words_are_no_speakers() -> None:
    once = "Tujuan\nKami bertanya.\n\nMetode\nKami datang.\n\nHasil\nBaik.\n"
    assert said(once) == []
    rare = "Ringkas\na\n\nb\n\nc\n\nRingkas\nd\n\nLain\ne\n\nf\n\ng\n\nLain\nh\n\ni\n"
    assert said(rare) == []


def test_ids_in_brackets_speak_and_sounds_in_brackets_do_not() -> None:
    text = "[id1] Halo.\n[id2] Ya [tertawa]\n[tertawa] lagi\n[tertawa] dan lagi\n[id1] O.\n[id2] A."
    assert [label for label, _ in said(text)] == ["id1", "id2", "id1", "id2"]
    assert said(text)[1][1] == "Ya [tertawa]\n[tertawa] lagi\n[tertawa] dan lagi"
    assert said("[SPEAKER_00]: a\n[SPEAKER_01]: b\n[SPEAKER_00]: c\n[SPEAKER_01]: d") == [
        ("SPEAKER_00", "a"),
        ("SPEAKER_01", "b"),
        ("SPEAKER_00", "c"),
        ("SPEAKER_01", "d"),
    ]
    assert said("Lihat daftar.\n[Smith99] Buku.\n[Gambar 1] Peta.\n[tertawa] a\n[tertawa] b") == []


def test_a_time_at_the_end_is_when_the_turn_ends() -> None:
    text = "I: Halo? #00:00:03-5#\n\nP1: Ya, sudah. #00:01:02-0#\n"
    assert said(text) == [("I", "Halo?"), ("P1", "Ya, sudah.")]
    assert timed(text) == [("I", None, 3_500), ("P1", 3_500, 62_000)]
    assert said("I: Halo? [00:03]\nP1: Ya. [01:02]\n") == [("I", "Halo?"), ("P1", "Ya.")]
    rare = "I: Jam berapa? [00:03]\nP1: Satu.\nI: Dua.\nP1: Tiga.\n"
    assert said(rare)[0] == ("I", "Jam berapa? [00:03]")


def test_several_conventions_may_stand_in_one_file() -> None:
    text = "P1: satu\nI: dua\nResearcher 1: tiga\nBudi (0:09)\nempat\n[I] lima\n"
    assert said(text) == [
        ("P1", "satu"),
        ("I", "dua"),
        ("Researcher 1", "tiga"),
        ("Budi", "empat\n[I] lima"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tanggal: 12 Oktober\nTempat: Jember\nDURASI: 40 menit\n\nKami berangkat pagi.\n",
        "Kami datang.\n\nCatatan: hujan.\n\nKami pulang.\n\nCatatan: panas.\n",
        "Isi laporan.\n\nSumber: BPS.\n\nIsi lagi.\n\nSumber: Bappeda.\n\nTabel 1: a\nTabel 2: b\n",
        "The plan had three parts: to ask, to listen, to write.\nIt said: wait.\n",
        "Warga bilang begini: jangan.\nPak Lurah menjawab: boleh.\nKami diam.\n",
        "Kumpul di balai  08:00\nWarga datang.\n\nKerja bakti di kali (09:30)\nSampai siang.\n",
        "We met at 10:30.\n\nSee https://example.org: a page.\n\nNB: it rained.\n",
    ],
)
def test_prose_with_colons_has_no_speakers(text: str) -> None:
    assert said(text) == []


def test_labels_that_are_not_taken_for_speakers_can_be_asked_for() -> None:
    text = "Pembukaan.\nAni: satu\nANI: dua\nTujuan: tiga\n"
    labels = {label for label, _ in said(text)}
    assert turns.passed_over(text, labels) == ("Tujuan",)


def test_a_page_of_one_line_is_read_at_once() -> None:
    assert said("a" * 1_000_000 + ":") == []
    assert said("(" * 100_000 + "\n" + "a (" * 100_000) == []
    assert said("Ani. " * 100_000) == []
