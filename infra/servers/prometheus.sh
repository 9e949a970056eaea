#!/bin/sh
# Prometheus on loopback. SERVER_DATA: its folder. SERVER_PORT. SERVER_CONFIGURATION: its configuration file.
set -eu
umask 077
mkdir -p "$SERVER_DATA"
cd "$SERVER_DATA"
exec prometheus --config.file="$SERVER_CONFIGURATION" --storage.tsdb.path="$SERVER_DATA/data" --web.listen-address="127.0.0.1:$SERVER_PORT" \
  --storage.tsdb.retention.time=30d --enable-feature=exemplar-storage
