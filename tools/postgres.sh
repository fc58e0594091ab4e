# shellcheck shell=bash
# A PostgreSQL of our own for tests: on a free port, in a folder of its own, as an ordinary user, without waiting for the disk.

postgres_url=''
postgres_folder=''

start_postgres() {
    local programs port
    programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
    [ -n "$programs" ] || { echo "There is no PostgreSQL server here: apt-get install postgresql"; return 1; }
    port=$(free_port)
    postgres_folder=$(mktemp -d /var/tmp/lyceum-postgres.XXXXXX)
    [ "$(id -u)" != 0 ] || chown "$ordinary_user:" "$postgres_folder"
    as_ordinary_user "$programs/initdb" --pgdata="$postgres_folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 || return 1
    as_ordinary_user "$programs/pg_ctl" --pgdata="$postgres_folder/data" --log="$postgres_folder/log" --wait \
        --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_folder -c fsync=off -c max_connections=200" start || return 1
    postgres_url="postgresql://postgres@127.0.0.1:$port/postgres"
}

stop_postgres() {
    [ -n "$postgres_folder" ] || return 0
    local programs
    programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)
    as_ordinary_user "$programs/pg_ctl" --pgdata="$postgres_folder/data" --mode=immediate stop >/dev/null 2>&1
    rm -rf "$postgres_folder"
    postgres_folder=''
}
