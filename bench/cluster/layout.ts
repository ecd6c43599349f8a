/** What runs: `sqlite:all`, `postgres:all`, `postgres:2g4w`, with `+s3` for media in a store. */
export interface Layout {
  name: string
  database: 'sqlite' | 'postgres'
  roles: ('all' | 'gateway' | 'worker')[]
  s3: boolean
}

export const readLayout = (name: string): Layout => {
  const [, database, shape = '', s3] = /^(sqlite|postgres):(all\d*|\d+g\d+w)(\+s3)?$/.exec(name) ?? []
  if (database !== 'sqlite' && database !== 'postgres')
    throw new Error(`${name} is no layout; one is sqlite:all, postgres:all, postgres:2g4w or postgres:1g1w+s3`)
  const [, gateways = 0, workers = 0] = (/^(\d+)g(\d+)w$/.exec(shape) ?? []).map(Number)
  const alls = shape.startsWith('all') ? Number(shape.slice(3) || 1) : 0
  const times = (count: number, role: Layout['roles'][number]) => Array.from({ length: count }, () => role)
  const roles = [...times(alls, 'all'), ...times(gateways, 'gateway'), ...times(workers, 'worker')]
  if (database === 'sqlite' && (roles.length !== 1 || roles[0] !== 'all')) throw new Error('SQLite is for one process with the role all')
  return { name, database, roles, s3: s3 !== undefined }
}
