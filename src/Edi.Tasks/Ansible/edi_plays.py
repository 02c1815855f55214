# A callback plugin of Ansible: ends a playbook at a play that does not configure the one host of the inventory. Ansible
# itself passes over a play whose hosts match nothing, and runs one for localhost where Ansible runs.
#
# Standard error: a line MARK {"kind": "nobody"|"localhost", "hosts": TEXT, "file": TEXT, "line": N, "column": N}; a place that
# is not known is missing.
import json
import sys

from ansible.plugins.callback import CallbackBase

MARK = "edi-play-refused:"
EXIT_CODE = 78


def position(value):
    """Where a value stands in its file."""
    place = getattr(value, "ansible_pos", None)
    if place is None:
        try:
            from ansible._internal._datatag._tags import Origin  # ansible-core 2.19
        except ImportError:
            return {}
        origin = Origin.get_tag(value)
        if origin is None or origin.path is None or origin.line_num is None:
            return {}
        place = (origin.path, origin.line_num, origin.col_num or 1)
    return dict(zip(("file", "line", "column"), place))


def refuse(play, kind):
    text = play.get_ds()
    place = position(text.get("hosts", "")) or position(text)
    print(MARK, json.dumps({"kind": kind, "hosts": ",".join(play.hosts), **place}), file=sys.stderr, flush=True)
    # An exception would be a warning of Ansible's.
    sys.exit(EXIT_CODE)


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "edi_plays"

    def v2_playbook_on_play_start(self, play):
        self._play = play
        hosts = play.get_variable_manager()._inventory.get_hosts(play.hosts)
        if any(host.implicit for host in hosts):
            refuse(play, "localhost")

    def v2_playbook_on_no_hosts_matched(self):
        refuse(self._play, "nobody")
