/** Whether and in which language what is typed is checked, as the text says it to the web view. */

let languages: readonly string[] | null = null

/** The chosen languages; `null` is the system's, none is off. */
export function checkSpelling(chosen: readonly string[] | null): void {
  languages = chosen
}

/** The attributes of a text of people's. */
export function spellingAttributes(): Record<string, string> {
  const [first] = languages ?? []
  const lang = first?.replace('_', '-') ?? navigator.language
  return languages?.length === 0
    ? { spellcheck: 'false', autocorrect: 'off' }
    : { spellcheck: 'true', autocorrect: 'on', lang }
}
