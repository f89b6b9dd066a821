import io
import time

from jobs.run.progress_line import Expected, ProgressLine, progress_text
from transforms.tagging.progress import Progress, ProgressFile


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_speed_and_files_are_shown():
    text = progress_text(Progress(documents=1_200, tokens=300_000, files=3), Expected(4), seconds=4)
    assert text == "[############            ] 2/4 files  1,200 documents  75,000 tokens/s  4 s left"


def test_before_the_first_file_is_done_the_bar_is_empty():
    assert progress_text(Progress(), Expected(2), seconds=1).startswith("[                        ] 0/2 files")


def test_time_left_is_known_once_a_file_is_done():
    assert progress_text(Progress(files=3), Expected(8), seconds=600).endswith("0 tokens/s  30 min left")
    assert "left" not in progress_text(Progress(files=1), Expected(8), seconds=600)
    assert "left" not in progress_text(Progress(files=9), Expected(8), seconds=600)


def test_time_left_goes_by_the_documents_that_are_expected():
    assert progress_text(Progress(250, 0, 1), Expected(1, 1_000), seconds=60).endswith("about 3 min left")
    assert "left" not in progress_text(Progress(5, 0, 1), Expected(1, 1_000), seconds=60)
    assert "left" not in progress_text(Progress(1_001, 0, 1), Expected(1, 1_000), seconds=60)


def test_a_single_file_has_no_bar():
    assert progress_text(Progress(10, 100, 1), Expected(1), seconds=2) == "10 documents  50 tokens/s"


def test_work_that_is_repeated_does_not_overflow_the_bar():
    assert "] 2/2 files" in progress_text(Progress(files=9), Expected(2), seconds=1)


def shown(folder, stream):
    with ProgressLine(str(folder), Expected(2), stream):
        ProgressFile(str(folder)).add(Progress(documents=3, tokens=30, files=1))
        time.sleep(1.2)
    return stream.getvalue()


def test_a_log_gets_lines(tmp_path):
    text = shown(tmp_path, io.StringIO())
    assert text.count("3 documents") == 1
    assert text.endswith("tokens/s\n")


def test_a_terminal_gets_one_line_that_is_gone_at_the_end(tmp_path):
    text = shown(tmp_path, Terminal())
    assert "\n" not in text
    assert text.endswith("\r\x1b[K")
