# Runs a playbook outside of the sandbox. Standard input: the inventory in JSON, the variables in YAML and the vault passwords in JSON, a line
# each (the last may be empty), and edi_plays.py.
# Arguments: FOLDER CLIENT COMMAND…; the client is the command line that the connection to an instance starts, or empty
set -eu
umask 077
folder=$1 client=$2
shift 2
mkdir "$folder"
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
: >"$folder/ansible.cfg"
IFS= read -r line
printf '%s\n' "$line" >"$folder/inventory.json"
IFS= read -r line
printf '%s\n' "$line" >"$folder/variables.yml"
IFS= read -r passwords
mkdir "$folder/callback"
cat >"$folder/callback/edi_plays.py"
if [ -n "$client" ]; then
  # The connection plugin of each Ansible knows LXD; only newer ones know Incus, whose words are the same.
  mkdir "$folder/bin"
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$client" >"$folder/bin/lxc"
  chmod 700 "$folder/bin/lxc"
  PATH=$folder/bin:$PATH
fi
# The shell's own printf: no other process sees the passwords.
printf '%s' "$passwords" | "$@"
