import pg from 'pg'

/** The type of `bigint` in Postgres's catalogue: times and counts, which a number holds. */
const int8 = 20

const types: pg.CustomTypesConfig = {
  getTypeParser: (type: number, format?: 'text' | 'binary') => (type === int8 ? Number : pg.types.getTypeParser(type, format ?? 'text')),
}

const connectWithinMs = 5_000
/** Longer than any statement of ours; a server that says nothing for so long is gone. */
const answerWithinMs = 30_000
/** A transaction whose process hangs must not hold its rows for ever. */
const idleInTransactionMs = 60_000

/** How every connection to Postgres is made. `url` may say more, such as `sslmode`. */
export const connectionOptions = (url: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'moodreel',
  types,
  keepAlive: true,
  connectionTimeoutMillis: connectWithinMs,
  query_timeout: answerWithinMs,
  statement_timeout: answerWithinMs,
  idle_in_transaction_session_timeout: idleInTransactionMs,
})
