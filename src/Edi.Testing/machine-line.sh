# Runs a program with all that it starts, as the leader of a session. Standard input is the line to the tests: what comes goes
# to the program, and its end, for whatever reason, ends all of them. So does the end of the program, however it was killed.
# Arguments: PROGRAM ARGUMENT...
trap : TERM
{
  cat
  trap '' TERM
  kill -TERM 0
} | {
  trap : TERM
  "$@"
  status=$?
  trap '' TERM
  kill -TERM 0
  exit "$status"
}
