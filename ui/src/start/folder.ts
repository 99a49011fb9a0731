/** How a folder's place is shown: its last two names, which is what people know it by. */

/** `/home/ana/Sites/orrin-record` as `Sites/orrin-record`. */
export function shortFolder(folder: string): string {
  return folder
    .split(/[/\\]/)
    .filter((part) => part !== '')
    .slice(-2)
    .join('/')
}
