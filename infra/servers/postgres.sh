#!/bin/sh
# PostgreSQL with one owner and one database, both `trading`, reached by password over loopback.
# SERVER_DATA: its folder. SERVER_PORT. SERVER_PASSWORD. SERVER_ROOT (optional): the data directory that SERVER_DATA lies in.
set -eu
. "$(dirname "$0")/run.sh"
cd /

programs=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
[ -x "$programs/initdb" ] || { echo "PostgreSQL is not installed." >&2; exit 1; }

# PostgreSQL refuses to run as root: then a user of its own runs it. That user passes through to the folder where it can come so far;
# else its data lies elsewhere, named after the password too: another set of secrets never meets data that it cannot open.
data=$SERVER_DATA user='' as_user='' elsewhere=/var/lib/trading
mkdir -p "$(dirname "$data")"
umask 077
if [ "$(id -u)" -eq 0 ]; then
  user=$(id -un postgres 2>/dev/null || id -un nobody)
  as_user="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
  folder=$(dirname "$data")
  if [ -n "${SERVER_ROOT:-}" ] && $as_user test -x "$(dirname "$SERVER_ROOT")"; then
    while case $folder in "$SERVER_ROOT" | "$SERVER_ROOT"/*) ;; *) false ;; esac do
      chmod o+x "$folder"
      folder=$(dirname "$folder")
    done
  fi
  if ! $as_user test -x "$(dirname "$data")"; then
    data=$elsewhere/$(printf '%s\n%s' "$SERVER_DATA" "$SERVER_PASSWORD" | sha256sum | cut -c 1-16)/postgres
    mkdir -p "$(dirname "$data")"
    chmod o+x "$elsewhere" "$(dirname "$data")"
  fi
fi

# Made beside its place and moved there when it is whole.
if [ ! -e "$data/PG_VERSION" ]; then
  rm -rf "$data.new"
  mkdir "$data.new"
  printf %s "$SERVER_PASSWORD" >"$data.new/password"
  echo 'CREATE DATABASE trading' >"$data.new/create.sql"
  [ -z "$user" ] || chown -R "$user" "$data.new"
  run $as_user "$programs/initdb" --pgdata "$data.new/cluster" --username trading --pwfile "$data.new/password" --auth scram-sha-256 \
    --encoding UTF8 --locale C.UTF-8 --no-instructions --no-sync
  input=$data.new/create.sql
  run $as_user "$programs/postgres" --single -D "$data.new/cluster" postgres
  input=''
  mv "$data.new/cluster" "$data"
  rm -rf "$data.new"
fi

unset SERVER_PASSWORD
stop_signals='TERM INT'
run $as_user "$programs/postgres" -D "$data" -p "$SERVER_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c max_connections=300 -c shared_buffers=256MB -c max_wal_size=2GB
