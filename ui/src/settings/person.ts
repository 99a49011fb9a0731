/** Names of people as the forms edit them. */
import type { Person } from '../ipc'

/** Empty fields, or those of somebody known. */
export function personDraft(person: Person | null): Person {
  return { name: person?.name ?? '', email: person?.email ?? '' }
}

/** The person that was typed, or nobody when there is no name. */
export function personOf(draft: Person): Person | null {
  const name = draft.name.trim()
  return name ? { name, email: draft.email.trim() } : null
}

/** Whether two are the same person as far as names and addresses tell. */
export function samePerson(a: Person | null, b: Person | null): boolean {
  return a?.name === b?.name && a?.email === b?.email
}
