# What with-lxd and with-incus share: a daemon lives in a folder of its own while one command runs, and nothing of it stays.
# Both have a function 'leave' that ends theirs.

# Arguments: NAME. Waits for its turn, removes what a run that was killed has left, and sets 'folder' and 'lock'.
begin() {
  # One run at a time: the bridges have names that definitions know.
  exec {lock}>"/run/lock/edi-with-$1"
  flock "$lock"

  # The daemons of a run that was killed have ended with it; their name servers and bridges have not.
  pkill -KILL -f "^dnsmasq .*=/var/tmp/edi-$1\\."
  rm -rf --one-file-system "/var/tmp/edi-$1".*

  # The path of a socket must be short.
  folder=$(mktemp -d "/var/tmp/edi-$1.XXXXXX")
  chmod 711 "$folder" # A container that is no root must get through.
  trap end EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

end() {
  leave
  kill -KILL $(jobs -p) 2>/dev/null
  wait
  rm -rf --one-file-system "$folder"
}

# Arguments: BRIDGE ADDRESS. Removes the bridge that a run that was killed has left, which the daemon would take for somebody
# else's. Another's, with another address, stays, and the daemon's start fails.
remove_bridge() {
  if ip -4 -brief address show dev "$1" 2>/dev/null | grep -qF "$2"; then
    ip link delete "$1"
  fi
}

# Arguments: BRIDGE ADDRESS/BITS. The subnet is named because the search for a free one asks the network, which may answer for
# every address.
preseed() {
  cat <<EOF
storage_pools:
- {name: default, driver: dir}
networks:
- name: $1
  type: bridge
  config: {ipv4.address: $2, ipv4.nat: "true", ipv6.address: none}
EOF
}

# Arguments: NAME LOG
give_up() {
  echo "$1 did not start; its log ends so:" >&2
  tail -n 20 "$2" >&2
  exit 1
}
