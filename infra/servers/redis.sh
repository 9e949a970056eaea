#!/bin/sh
# Redis with an append-only file, on loopback. SERVER_DATA: its folder. SERVER_PORT.
set -eu
umask 077
mkdir -p "$SERVER_DATA"
cd "$SERVER_DATA"
exec redis-server --port "$SERVER_PORT" --bind 127.0.0.1 --dir "$SERVER_DATA" --daemonize no \
  --appendonly yes --save '' --maxmemory 512mb --maxmemory-policy noeviction
