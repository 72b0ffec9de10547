"""What git does to files on their way to the work tree, a change does too."""

from tests.conftest import Place


def test_a_file_that_git_gives_windows_line_ends_keeps_its_last_line_in_a_change(place: Place) -> None:
    place.git("config", "core.autocrlf", "true")
    place.git("config", "user.name", "Test")
    place.git("config", "user.email", "test@regio.example")
    place.git("rm", "-rq", "--cached", ".")
    place.git("reset", "-q", "--hard")
    assert place.regio("set", "zwolle", "short_name=Zwolle").code == 0
    file = place.root / "registry/partners/zwolle.yaml"
    assert file.read_bytes().endswith(b"province: overijssel\r\n")
    assert b"short_name: Zwolle\r\n" in file.read_bytes()
    assert place.git("status", "--porcelain") == ""
