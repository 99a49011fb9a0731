/**
 * Style sheets under a strict policy. The editor library writes a `<style>` element into a
 * document that has a head, which the policy refuses without a nonce; into a root without one it
 * adopts a constructed sheet, which is always allowed. So it is made to see no head while it
 * mounts its first sheet; afterwards it stays with what it began.
 */

/** Runs `make` so that the sheets mounted in it are adopted by the document. */
export function withAdoptedSheets<T>(make: () => T): T {
  if (!('adoptedStyleSheets' in document)) return make()
  Object.defineProperty(document, 'head', { value: null, configurable: true })
  try {
    return make()
  } finally {
    Reflect.deleteProperty(document, 'head')
  }
}
