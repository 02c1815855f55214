# A callback plugin of Ansible: ends a playbook at a play that does not configure the one host of the inventory. Ansible
# itself passes over a play whose hosts match nothing, and runs one for localhost where Ansible runs.
# While an image is built, it also takes the place of actions that are meant for a machine that runs: see adapt_actions.
#
# Standard error: a line MARK {"kind": "nobody"|"localhost", "hosts": TEXT, "file": TEXT, "line": N, "column": N}; a place that
# is not known is missing.
import json
import sys

from ansible.errors import AnsibleError
from ansible.plugins.callback import CallbackBase
from ansible.plugins.loader import action_loader
from ansible.utils.display import Display

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


def adapt_actions():
    """Tasks of the actions reboot and fetch do what they can for an image; whether they run is still decided by their conditions."""
    reboot = action_loader.get("ansible.builtin.reboot", class_only=True)
    reboot.run = restart_nothing
    fetch = action_loader.get("ansible.builtin.fetch", class_only=True)
    fetch.run = explain_read_only(fetch.run)


def restart_nothing(action, tmp=None, task_vars=None):
    message = "An image is no machine that runs, so there is nothing to restart. What comes after this task runs on the same root file system."
    Display().warning(f"reboot: {message}")
    return {"changed": False, "rebooted": False, "elapsed": 0, "msg": message}


def explain_read_only(run):
    def explained(action, tmp=None, task_vars=None):
        try:
            result = run(action, tmp, task_vars)
        except (AnsibleError, OSError) as error:
            if "Read-only file system" not in str(error):
                raise
            result = {"failed": True, "msg": str(error)}
        if result.get("failed") and "Read-only file system" in str(result.get("msg")):
            result["msg"] = (
                f"{result['msg']}. A playbook leaves a layer and no other file, so the machine that builds is read-only for it. "
                "A postprocessing command with 'require_root: unshare' copies files out of the image, from $edi_project_container_root; "
                "what only this playbook needs may lie in /tmp."
            )
        return result

    return explained


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "edi_plays"

    _is_adapted = False

    def v2_playbook_on_play_start(self, play):
        self._play = play
        if play.get_variable_manager().extra_vars.get("edi_create_distributable_image") and not self._is_adapted:
            # Before the first task: the processes that run tasks are copies of this one.
            self._is_adapted = True
            adapt_actions()
        hosts = play.get_variable_manager()._inventory.get_hosts(play.hosts)
        if any(host.implicit for host in hosts):
            refuse(play, "localhost")

    def v2_playbook_on_no_hosts_matched(self):
        refuse(self._play, "nobody")
