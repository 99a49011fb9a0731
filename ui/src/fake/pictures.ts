/** The pictures of the made-up newsroom, by the opaque ids that the back end would give them. */
import type { PictureView } from '../ipc'
import ballotBox from './img/ballot-box.jpg?url'
import caseFiles from './img/case-files.jpg?url'
import caseload from './img/caseload-chart.png?url'
import corridor from './img/corridor.jpg?url'
import courthouse from './img/courthouse.jpg?url'
import floodWall from './img/flood-wall.jpg?url'
import hearingRoom from './img/hearing-room.jpg?url'
import nightBus from './img/night-bus.jpg?url'
import readingRoom from './img/reading-room.jpg?url'
import scaffold from './img/scaffold.jpg?url'
import visitingPhone from './img/visiting-phone.jpg?url'
import waitingRoom from './img/waiting-room.jpg?url'

const addresses: Record<string, string> = {
  'ballot-box': ballotBox,
  'case-files': caseFiles,
  'caseload-chart': caseload,
  corridor,
  courthouse,
  'flood-wall': floodWall,
  'hearing-room': hearingRoom,
  'night-bus': nightBus,
  'reading-room': readingRoom,
  scaffold,
  'visiting-phone': visitingPhone,
  'waiting-room': waitingRoom,
}

/** The address of a picture, or one that leads nowhere. */
export function address(id: string): string {
  return addresses[id] ?? `/no-such-picture/${id}`
}

/** The picture that a reference such as `night-bus.jpg` means, where there is one. */
export function pictureOf(src: string): PictureView | null {
  const id = (src.split('/').at(-1) ?? '').replace(/\.\w+$/, '')
  return id in addresses ? { id, width: 1600, height: 1067, bytes: 186_000 + id.length * 1400 } : null
}
