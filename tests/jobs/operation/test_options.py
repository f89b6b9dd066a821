import pytest
from apache_beam.options.pipeline_options import DirectOptions, StandardOptions

from jobs.operation.options import TagOptions, asks_for_dry_run, parse


def message_of(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        parse(list(arguments))
    assert stop.value.code == 2
    return capsys.readouterr().err


def test_without_flags_the_sample_is_tagged_into_annotations():
    flags = parse([]).view_as(TagOptions)
    assert (flags.input, flags.output, flags.model, flags.engine) == (None, "annotations", "bc5cdr", "native")


def test_inputs_add_up():
    assert parse(["--input=a", "--input", "b"]).view_as(TagOptions).input == ["a", "b"]


def test_sections_are_names_with_commas_between_them():
    assert parse(["--sections=title,abstract"]).view_as(TagOptions).sections == ["title", "abstract"]
    assert parse([]).view_as(TagOptions).sections == []


def test_a_section_that_does_not_exist_is_named_with_those_that_do(capsys):
    message = message_of(capsys, "--sections=title,abstracts")
    assert "'abstracts' is no section: name some of title, abstract, body, " in message


def test_beam_gets_its_own_options():
    options = parse(["--runner=FlinkRunner", "--direct_num_workers=3", "--flink_master=localhost:8081"])
    assert options.view_as(StandardOptions).runner == "FlinkRunner"
    assert options.view_as(DirectOptions).direct_num_workers == 3
    assert options.get_all_options()["flink_master"] == "localhost:8081"


def test_a_mistyped_flag_is_named_with_the_one_that_was_meant(capsys):
    assert "unrecognized arguments: --ouput=x (did you mean --output?)" in message_of(capsys, "--ouput=x")


def test_a_mistyped_beam_option_is_an_error_too(capsys):
    assert "did you mean --direct_num_workers?" in message_of(capsys, "--direct_num_worker=2")


def test_a_flag_may_not_be_cut_short(capsys):
    assert "--overwr" in message_of(capsys, "--overwr")


def test_a_word_that_is_no_flag_is_an_error(capsys):
    assert "unrecognized arguments: abstracts/" in message_of(capsys, "abstracts/")


def test_quotes_in_what_is_not_known_do_no_harm(capsys):
    assert "did you mean --output?" in message_of(capsys, "--outpu=the patient's")


def test_a_wrong_value_is_an_error_that_names_the_flag(capsys):
    assert "--engine" in message_of(capsys, "--engine=torch")
    assert "--max_dead_letter_rate" in message_of(capsys, "--max_dead_letter_rate=few")
    assert "--format: invalid choice: 'docx'" in message_of(capsys, "--format=docx")


def test_help_shows_our_flags_and_not_the_two_hundred_of_beam(capsys):
    with pytest.raises(SystemExit) as stop:
        parse(["--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert "--max_dead_letter_rate" in text
    assert "--flink_version" not in text


@pytest.mark.parametrize("value", ["-1", "0", "500000001", "9" * 30, "9" * 5_000, "1e6", "nan", "", "many", "１"])
def test_a_number_of_characters_that_no_document_can_have(value, capsys):
    with pytest.raises(SystemExit, match="2"):
        parse([f"--max_document_characters={value}"])
    assert "expected a whole number from 1 to 500000000. Received: " in (said := capsys.readouterr().err)
    assert len(said) < 300


@pytest.mark.parametrize("value", ["-0.1", "1.1", "nan", "inf", "1%", ""])
def test_a_rate_that_is_none(value, capsys):
    with pytest.raises(SystemExit, match="2"):
        parse([f"--max_dead_letter_rate={value}"])
    assert "expected a number from 0 to 1. Received: " in capsys.readouterr().err


def test_a_dry_run_is_a_flag_without_a_value():
    assert asks_for_dry_run(parse(["--dry_run", "--input=a"]))
    assert not asks_for_dry_run(parse(["--input=a"]))
