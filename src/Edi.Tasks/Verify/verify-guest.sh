# Runs on the machine, as root: every probe once the start-up is over. Answers lie beside the probes when the machine is
# switched off, which happens when the last line has been said.
# Variables: folder, nonce, patience (seconds that the start-up may take), limit (seconds for each probe)
set -f
export LC_ALL=C.UTF-8 HOME=/root

say() { # To every console: which of them is a serial port, only the kernel knows.
  for console in $(cat /sys/class/tty/console/active); do
    echo "edi-verify: $1" >"/dev/$console"
  done 2>/dev/null
}

uptime() {
  read -r seconds _ </proc/uptime
  echo "$seconds"
}

timeout "$patience" systemctl is-system-running --wait >/dev/null 2>&1
for probe in $(ls "$folder/probes"); do
  say "probe $probe"
  begin=$(uptime)
  timeout --kill-after=10 "$limit" sh "$folder/probes/$probe" >"$folder/answers/$probe.out" 2>"$folder/answers/$probe.err" </dev/null
  echo "$? $begin $(uptime)" >"$folder/answers/$probe.end"
done
sync
while :; do
  say "finished $nonce"
  sleep 1
done
