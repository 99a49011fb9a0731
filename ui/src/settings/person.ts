/** Names of people as the forms edit them. */
import type { Person, Settings } from '../ipc'

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

/** Who wrote a story: whom its byline names, with what is known of them; else who usually writes here. */
export function writerOf(byline: readonly string[], { writer, editor }: Settings): Person | null {
  const named = (person: Person | null, name: string) =>
    person?.name.trim().toLowerCase() === name.trim().toLowerCase()
  const [first] = byline
  if (!first || byline.some((name) => named(writer, name))) return writer
  return named(editor, first) ? editor : { name: first, email: '' }
}

/**
 * Who usually writes here, after a story was approved: a writer whom nothing but its byline names
 * says nothing of this computer.
 */
export function usualWriter(
  writer: Person,
  byline: readonly string[],
  settings: Settings,
  editor: Person,
): Person | null {
  const named = writerOf(byline, { ...settings, writer: null, editor })
  return samePerson(writer, named) && writer.name !== editor.name ? settings.writer : writer
}
