"""A process of a team, on its own."""

from cnnlab.parallel import team


def test_it_ends_without_a_word_where_the_process_that_asked_is_gone(capfd):
    member = team._start()
    team._tell(member, (1, "cnnlab_is_gone", {}))
    member.communicate(timeout=60)
    assert member.returncode == 0
    assert capfd.readouterr().err == ""
