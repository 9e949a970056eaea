# Read by the scripts beside it. `run PROGRAM ARGUMENT...` runs a program to its end and returns its code; a signal to end that reaches
# the script meanwhile is handed on.

child='' asked=''

# PostgreSQL waits for its clients after SIGTERM and cuts them off after SIGINT. A program that the shell has put into the background
# ignores SIGINT until it says otherwise, so SIGTERM alone stops one that has only just begun.
end() {
  asked=yes
  for signal in ${stop_signals:-TERM}; do
    [ -z "$child" ] || kill "-$signal" "$child" 2>/dev/null || true
  done
}

trap end TERM INT

run() {
  "$@" <"${input:-/dev/null}" &
  child=$!
  [ -z "$asked" ] || end
  code=0
  wait "$child" || code=$?
  while kill -0 "$child" 2>/dev/null; do # A signal ended the wait, not the program.
    code=0
    wait "$child" || code=$?
  done
  child=''
  return "$code"
}
