/** What the copy desk of the made-up newsroom finds, for tests. */
import type { Finding } from '../ipc'

/** A finding about a whole story, or another one: `other` says in what. */
export function finding(rule: string, other: Partial<Finding> = {}): Finding {
  return {
    key: rule,
    rule,
    severity: 'warning',
    message: `Look at ${rule}.`,
    place: `Place of ${rule}`,
    at: { kind: 'story' },
    fix: null,
    left: null,
    ...other,
  }
}
