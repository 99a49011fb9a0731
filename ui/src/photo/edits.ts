/** What is done to the pixels of a new picture: turned, cropped, blurred, and taken back. */
import type { PictureArea, PictureEdits } from '../ipc'

/** A picture as it was brought. */
export const untouched: PictureEdits = { turns: 0, crop: null, blur: [] }

/** All of a picture. */
export const whole: PictureArea = { x: 0, y: 0, width: 1, height: 1 }

/** The place that must stay in sight where the picture is cut, in fractions of what is shown. */
export interface Point {
  x: number
  y: number
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

/** The area inside the picture: moved back into it, and no smaller than a twentieth. */
export function inside(area: PictureArea): PictureArea {
  const width = clamp(area.width, 0.05, 1)
  const height = clamp(area.height, 0.05, 1)
  return { x: clamp(area.x, 0, 1 - width), y: clamp(area.y, 0, 1 - height), width, height }
}

/** An area of what is shown, in fractions of the whole picture that `crop` is a part of. */
export function outOf(area: PictureArea, crop: PictureArea | null): PictureArea {
  const part = crop ?? whole
  return {
    x: part.x + area.x * part.width,
    y: part.y + area.y * part.height,
    width: area.width * part.width,
    height: area.height * part.height,
  }
}

/** An area after the picture was turned a quarter clockwise. */
export function turned(area: PictureArea): PictureArea {
  return { x: 1 - area.y - area.height, y: area.x, width: area.height, height: area.width }
}

/** Turned a quarter clockwise, with all that was cropped and blurred before. */
export function turn(edits: PictureEdits): PictureEdits {
  return {
    turns: (edits.turns + 1) % 4,
    crop: edits.crop && turned(edits.crop),
    blur: edits.blur.map(turned),
  }
}

/**
 * The largest area of a shape around a point. `ratio` is its width to its height, `shape` that of
 * the picture.
 */
export function around(point: Point, ratio: number, shape: number): PictureArea {
  const width = Math.min(1, ratio / shape)
  const height = Math.min(1, shape / ratio)
  return inside({ x: point.x - width / 2, y: point.y - height / 2, width, height })
}

/** An area as an arrow key changes it; with Shift its size, else its place. Nothing for other keys. */
export function byKey(area: PictureArea, key: string, shift: boolean): PictureArea | null {
  const steps: Record<string, [x: number, y: number]> = {
    ArrowLeft: [-0.02, 0],
    ArrowRight: [0.02, 0],
    ArrowUp: [0, -0.02],
    ArrowDown: [0, 0.02],
  }
  const step = steps[key]
  if (!step) return null
  const [x, y] = step
  return shift
    ? inside({
        ...area,
        width: Math.min(area.width + x, 1 - area.x),
        height: Math.min(area.height + y, 1 - area.y),
      })
    : inside({ ...area, x: area.x + x, y: area.y + y })
}

/** The area between two points, however they lie: as far as it is in the picture. */
export function between(from: Point, to: Point): PictureArea {
  const within = ({ x, y }: Point): Point => ({ x: clamp(x, 0, 1), y: clamp(y, 0, 1) })
  const a = within(from)
  const b = within(to)
  return inside({
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  })
}
