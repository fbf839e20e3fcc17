/** Where Postgres listens: a folder for its socket, or on Windows a port of this machine. */
export interface Address {
  host: string;
  port: number;
}

/**
 * The settings of the embedded cluster, given on the command line so that they follow the program and not
 * the file that initdb once wrote. Statements and their parameters are kept out of the log: they hold
 * residents' words.
 */
export function postgresArguments(pgdata: string, address: Address, extra: Record<string, string>): string[] {
  const overTcp = process.platform === 'win32';
  const settings: Record<string, string> = {
    listen_addresses: overTcp ? address.host : '',
    unix_socket_directories: overTcp ? '' : address.host,
    unix_socket_permissions: '0700',
    port: String(address.port),
    max_connections: '100',
    shared_buffers: '128MB',
    synchronous_commit: 'on',
    max_wal_size: '512MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_checkpoints: 'off',
    log_min_error_statement: 'panic',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    password_encryption: 'scram-sha-256',
    ...extra,
  };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', pgdata, ...pairs];
}
