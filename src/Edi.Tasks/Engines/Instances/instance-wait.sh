# Waits until an instance whose profiles decide what runs in it is ready for programs.
# Arguments: INTERFACE
set -eu
case $(cat /proc/1/comm) in
systemd)
  # A unit that has failed is the playbook's concern; one that takes for ever is not waited for.
  for _ in $(seq 60); do
    case $(systemctl is-system-running 2>/dev/null || :) in
    running | degraded) break ;;
    esac
    sleep 1
  done
  ;;
*)
  # Nothing else would ask for an address.
  if command -v dhclient >/dev/null && [ -e "/sys/class/net/$1" ]; then
    timeout 30 dhclient "$1" || echo "Nobody gives $1 an address."
  fi
  ;;
esac
