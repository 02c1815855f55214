# Fetches collections and roles, as the user who builds.
# Arguments: FOLDER REQUIREMENTS RECORD DESCRIPTION KIND…; the kinds are collection and role
set -eu
umask 022
folder=$1 requirements=$2 record=$3 description=$4
shift 4
partial=$folder.partial former=$folder.former

# What one that was killed has left.
[ -e "$folder" ] || [ ! -e "$former" ] || mv "$former" "$folder"
rm -rf "$partial" "$former"
trap 'rm -rf "$partial"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir -p "$partial/roles" "$partial/.home"
: >"$partial/.home/ansible.cfg"

export ANSIBLE_HOME="$partial/.home" ANSIBLE_LOCAL_TEMP="$partial/.home/tmp" ANSIBLE_COLLECTIONS_PATH="$partial" ANSIBLE_NOCOLOR=true ANSIBLE_FORCE_COLOR=false
export ANSIBLE_CONFIG="${ANSIBLE_CONFIG:-$partial/.home/ansible.cfg}"
# The user's own, which else would be looked for in the home of Ansible.
[ -n "${ANSIBLE_GALAXY_TOKEN_PATH:-}" ] || [ ! -f "$HOME/.ansible/galaxy_token" ] || export ANSIBLE_GALAXY_TOKEN_PATH="$HOME/.ansible/galaxy_token"

# Where paths in the file begin.
cd "$(dirname "$requirements")"
for kind; do
  case $kind in
    collection) ansible-galaxy collection install --requirements-file "$requirements" --collections-path "$partial" </dev/null ;;
    role) ansible-galaxy role install --role-file "$requirements" --roles-path "$partial/roles" </dev/null ;;
  esac
done

# When a role was installed shapes no image.
rm -rf "$partial/.home" "$partial"/roles/*/meta/.galaxy_install_info
printf '%s\n' "$description" >"$partial/$record"
[ ! -e "$folder" ] || mv "$folder" "$former"
mv "$partial" "$folder"
rm -rf "$former"
