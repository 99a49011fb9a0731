/**
 * What is on its way to the back end beside the text: the fields of a panel, a figure that is
 * written anew. A story is not left, reviewed or saved before it is there.
 */
const underway = new Set<{ path: string; work: Promise<unknown> }>()

/** Lets those who wait for the story at `path` wait for this too. */
export function during<T>(path: string, work: Promise<T>): Promise<T> {
  const one = { path, work }
  const over = () => void underway.delete(one)
  underway.add(one)
  work.then(over, over)
  return work
}

/** What is on its way for the story at `path`; nothing when all of it has arrived. */
export function underwayAt(path: string): Promise<unknown> | null {
  const works = [...underway].filter((one) => one.path === path).map((one) => one.work)
  return works.length > 0 ? Promise.allSettled(works) : null
}
