import { command } from '../command-mention.ts'
import { count } from './grammar.ts'

/** The moderators’ audit log, as it is read in a chat. */
export const audit = {
  newest: 'Audit log, newest first. Add --csv for a table.',
  empty: 'The audit log is empty.',
  end: `No more entries. ${command('audit')} starts at the newest again.`,
  table: ({ entries }: { entries: number }) =>
    `${count(entries, 'entry', 'entries')} of the audit log as a table. Any spreadsheet opens it.`,
  tableFull: ({ rows, after }: { rows: number; after: string }) =>
    `A table holds ${count(rows, 'entry', 'entries')} at most. ${command('audit')} --csv --after ${after} gives the next ones.`,

  // What was done.
  approve: 'Approve a request',
  decline: 'Decline a request',
  report: 'Report a clip',
  dismiss: 'Dismiss a report',
  reports: 'See the reports',
  warn: 'Warn a member',
  undo: 'Undo the end of reports',
  restore: 'Bring a clip back',
  appeal: 'Appeal',
  lift: 'Lift a block or a warning',
  keep: 'Keep a block or a warning',
  block: 'Block a member',
  unblock: 'Unblock a member',
  cancel: 'Cancel a clip',
  delete: 'Delete a clip',
  pause: 'Pause making clips',
  resume: 'End the pause',
  modelDisable: 'Turn a model off',
  modelEnable: 'Turn a model on',
  quotaShow: 'See a quota',
  quotaSet: 'Set a limit',
  quotaGrant: 'Grant credits',
  quotaReset: 'Reset a quota',
  quotaHistory: 'See a history',
  budget: 'Set the budget',
  usage: 'See the usage',
  queue: 'See the queue',
  audit: 'See the audit log',
  workspaceShow: 'See the workspace settings',
  workspaceChange: 'Change the workspace settings',
  templateReplace: 'Replace a template',
  templateDelete: 'Delete a template',
  consent: 'Confirm the rule for pictures',
  forget: 'Delete their data',
  policy: 'A prompt against the rules',
  refused: ({ deed }: { deed: string }) => `Refused: ${deed}`,
  times: ({ deed, times }: { deed: string; times: number }) => `${deed} ×${times}`,

  // Its details.
  until: ({ until }: { until: string }) => `until ${until}`,
  forGood: 'for good',
  noBudget: 'no budget',
  ofMember: ({ member }: { member: string }) => `member ${member}`,
  rule: ({ rule }: { rule: string }) => `rule ${rule}`,
  setTo: ({ limit, value }: { limit: string; value: string }) => `${limit} ${value}`,
  takenBack: ({ limit }: { limit: string }) => `${limit} back to the tier’s limit`,
  clips: ({ clips }: { clips: number }) => count(clips, 'clip'),
  credits: ({ credits }: { credits: number }) => count(credits, 'credit'),
}
