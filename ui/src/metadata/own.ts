/** The fields of the site's own: which is which, and where they stand while a form is open. */
import type { Choices, FieldValue, OwnField } from '../ipc'

/** Names a field: keys may hold any letter, so they are not joined by one. */
export function nameOf(key: string[]): string {
  return JSON.stringify(key)
}

/** What may be chosen for a field. */
export function choicesFor(choices: Choices | null, key: string[]): string[] {
  const name = nameOf(key)
  return choices?.own.find((one) => nameOf(one.key) === name)?.choices ?? []
}

/** Whether a field says nothing. */
export function isEmpty(value: FieldValue): boolean {
  if (value.kind === 'none') return true
  if (value.kind === 'text') return value.text.trim() === ''
  return value.kind === 'list' && value.items.length === 0
}

/**
 * Keeps fields in the place that they had when the form opened: a field that is set counts as one
 * more story of the site, and must not move away under the caret. One that is gone stays, empty.
 */
export function steady(): (fields: OwnField[]) => OwnField[] {
  const known = new Map<string, OwnField>()
  return (fields) => {
    const now = new Map(fields.map((field) => [nameOf(field.key), field]))
    for (const [name, field] of now) {
      const before = known.get(name)
      known.set(name, before ? { ...field, more: before.more } : field)
    }
    return [...known].map(([name, field]) =>
      now.has(name) ? field : { ...field, value: { kind: 'none' }, locked: null },
    )
  }
}

/** A value of the site that is the same but for letters' case or accents, and is not this one. */
export function variantOf(text: string, used: string[]): string | null {
  if (used.includes(text)) return null
  return used.find((one) => one.localeCompare(text, undefined, { sensitivity: 'base' }) === 0) ?? null
}

/** Characters as people count them: an emoji or a letter with its accents is one. */
export function count(text: string): number {
  let found = 0
  for (const _ of new Intl.Segmenter().segment(text)) found += 1
  return found
}
