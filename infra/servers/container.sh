#!/bin/sh
# Entry point of the image that image.sh makes. It takes the variables and arguments that the official images take: PostgreSQL those of
# POSTGRES_, RabbitMQ those of RABBITMQ_DEFAULT_, Redis its command line.
set -eu
umask 077
. "$(dirname "$0")/run.sh"

# as USER PROGRAM ARGUMENT...: PostgreSQL refuses to run as root, and the others do not need to.
as() {
  user=$1
  shift
  run setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@"
}

if [ -n "${POSTGRES_PASSWORD:-}" ]; then
  programs=$(ls -d /usr/lib/postgresql/*/bin)
  if [ ! -e "$PGDATA/PG_VERSION" ]; then
    mkdir -p "$PGDATA"
    printf %s "$POSTGRES_PASSWORD" >/tmp/password
    echo "CREATE DATABASE $POSTGRES_DB" >/tmp/create.sql
    chown -R postgres "$PGDATA" /tmp/password
    chmod o+x "$(dirname "$PGDATA")"
    as postgres "$programs/initdb" --pgdata "$PGDATA" --username "$POSTGRES_USER" --pwfile /tmp/password --auth scram-sha-256 \
      --encoding UTF8 --locale C.UTF-8 --no-instructions --no-sync
    input=/tmp/create.sql
    as postgres "$programs/postgres" --single -D "$PGDATA" postgres
    input=''
    rm /tmp/password /tmp/create.sql
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  fi
  unset POSTGRES_PASSWORD
  stop_signals='TERM INT'
  as postgres "$programs/postgres" -D "$PGDATA" -c 'listen_addresses=*' -c unix_socket_directories= -c max_connections=300
elif [ -n "${RABBITMQ_DEFAULT_PASS:-}" ]; then
  data=/var/lib/rabbitmq
  cat >/etc/rabbitmq/rabbitmq.conf <<CONFIGURATION
default_user = $RABBITMQ_DEFAULT_USER
default_pass = $RABBITMQ_DEFAULT_PASS
log.console = true
log.console.level = warning
disk_free_limit.absolute = 200MB
CONFIGURATION
  unset RABBITMQ_DEFAULT_USER RABBITMQ_DEFAULT_PASS
  echo '[rabbitmq_management,rabbitmq_prometheus].' >/etc/rabbitmq/enabled_plugins
  mkdir -p /var/log/rabbitmq
  chown -R rabbitmq "$data" /etc/rabbitmq /var/log/rabbitmq
  export HOME=$data RABBITMQ_NODENAME=trading@localhost RUNNING_UNDER_SYSTEMD=1
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='+sbwt none +sbwtdcpu none +sbwtdio none -kernel shutdown_timeout 2000'
  as rabbitmq /usr/lib/rabbitmq/bin/rabbitmq-server
else
  mkdir -p /data
  chown -R redis /data
  cd /data
  as redis "$@" --bind '*' --protected-mode no --dir /data
fi
