# Runs a playbook outside of the sandbox. Standard input: the inventory in JSON, the variables in YAML, a line each, and edi_plays.py.
# Arguments: FOLDER PLAYBOOK CLIENT; the client is the command line that the connection to an instance starts, or empty
set -eu
umask 077
folder=$1
mkdir "$folder"
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
: >"$folder/ansible.cfg"
IFS= read -r line
printf '%s\n' "$line" >"$folder/inventory.json"
IFS= read -r line
printf '%s\n' "$line" >"$folder/variables.yml"
mkdir "$folder/callback"
cat >"$folder/callback/edi_plays.py"
if [ -n "$3" ]; then
  # The connection plugin of each Ansible knows LXD; only newer ones know Incus, whose words are the same.
  mkdir "$folder/bin"
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$3" >"$folder/bin/lxc"
  chmod 700 "$folder/bin/lxc"
  PATH=$folder/bin:$PATH
fi
ansible-playbook --inventory "$folder/inventory.json" --extra-vars "@$folder/variables.yml" "$2" </dev/null
