/** When to go on: without holding up what is being done, or the next frame. No timer. */

/** Longer than a frame takes; a window that is not seen draws none. */
const UNSEEN = 100

/** Ready when what is being done now is done, and the keys that wait are taken. */
export function afterTask(): Promise<void> {
  return new Promise((ready) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      ready()
    }
    port2.postMessage(null)
  })
}

/** Ready when what is there now has been drawn. */
export async function drawn(): Promise<void> {
  await new Promise<void>((ready) => {
    setTimeout(ready, UNSEEN)
    requestAnimationFrame(() => ready())
  })
  await afterTask()
}
