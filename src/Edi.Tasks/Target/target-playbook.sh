# Runs a playbook on a device. Standard input: the inventory and the variables, JSON, a line each.
# Arguments: FOLDER PLAYBOOK
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
printf '%s\n' "$line" >"$folder/variables.json"
ansible-playbook --inventory "$folder/inventory.json" --extra-vars "@$folder/variables.json" "$2" </dev/null
