import pg from 'pg'
import { connectionOptions } from './connection.ts'

/**
 * A pool of connections whose faults end no process. Between the moment that the pool hands a connection out and the moment that its taker
 * listens to it, nobody would hear that the server ended it, and an error that nobody hears ends a Node process. `onIdle` hears of those that
 * nobody used.
 */
export const createPool = (
  url: string,
  options: Pick<pg.PoolConfig, 'max' | 'idleTimeoutMillis' | 'connectionTimeoutMillis' | 'query_timeout'>,
  onIdle: (cause: Error) => void,
): pg.Pool => {
  const pool = new pg.Pool({ ...connectionOptions(url), ...options })
  pool.on('error', onIdle)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
