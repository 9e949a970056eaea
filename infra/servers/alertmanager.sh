#!/bin/sh
# Alertmanager on loopback, without a cluster. SERVER_DATA: its folder. SERVER_PORT. SERVER_CONFIGURATION: its configuration file.
set -eu
umask 077
mkdir -p "$SERVER_DATA"
cd "$SERVER_DATA"
exec "$(command -v prometheus-alertmanager || command -v alertmanager)" --config.file="$SERVER_CONFIGURATION" \
  --storage.path="$SERVER_DATA/data" --web.listen-address="127.0.0.1:$SERVER_PORT" --cluster.listen-address=
