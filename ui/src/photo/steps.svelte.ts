/**
 * What is done to one new picture on its way. Each step makes it anew from the file that was
 * brought, one after the other, and can be taken back until the picture is in the story. The steps
 * stay with their picture while another one is looked at.
 */
import { problemOf } from '../dialog/problem'
import { desk, type PictureArea, type PictureDraft, type PictureEdits, type Problem } from '../ipc'
import { around, outOf, type Point, turn, untouched, whole } from './edits'

export type Tool = 'crop' | 'blur' | 'focus'

/** The picture that the steps are those of. */
export interface Subject {
  /** As it was made last; nothing once it is dealt with. */
  draft: () => PictureDraft | null
  /** It was made anew. */
  onmade: (draft: PictureDraft) => void
  onproblem: (problem: Problem | null) => void
}

/** The steps of one picture, and the tool that is in hand. */
export class Steps {
  tool = $state<Tool | null>(null)
  /** What is chosen with the tool, in fractions of what is shown. */
  area = $state.raw<PictureArea>(whole)
  point = $state.raw<Point>({ x: 0.5, y: 0.4 })
  /** The edits before each step that can be taken back, the latest last. */
  past = $state.raw<PictureEdits[]>([])

  #edits = untouched
  /** The edits before the crop that is being chosen. */
  #cropBefore: PictureEdits | null = null
  #waiting = $state(0)
  #last: Promise<unknown> = Promise.resolve()
  #failures = 0
  #of: Subject

  constructor(of: Subject) {
    this.#of = of
  }

  /** Whether the picture is being made anew. */
  get busy(): boolean {
    return this.#waiting > 0
  }

  rotate(): Promise<void> {
    return this.#after(async () => {
      if (await this.#leaveArea()) await this.#step(turn(this.#edits))
    })
  }

  undo(): Promise<void> {
    return this.#after(async () => {
      const before = this.past.at(-1)
      if (!before || !(await this.#leaveArea())) return
      if (await this.#make(before)) this.past = this.past.slice(0, -1)
    })
  }

  /** Takes a tool in hand, or puts it down where it is. */
  begin(next: Tool): Promise<void> {
    return this.#after(async () => {
      const same = this.tool === next
      if (!(await this.#leave()) || same) return
      if (next === 'crop') {
        // What was cut off comes back while one chooses again.
        const before = this.#edits
        if (before.crop && !(await this.#make({ ...before, crop: null }))) return
        this.#cropBefore = before
        this.area = before.crop ?? whole
      } else this.area = { x: 0.4, y: 0.35, width: 0.2, height: 0.25 }
      this.tool = next
    })
  }

  /** Crops to the area that is drawn, or blurs it. */
  take(): Promise<boolean> {
    return this.#after(() => this.#take())
  }

  /** Puts the tool down, with the picture as it was before. */
  leave(): Promise<boolean> {
    return this.#after(() => this.#leave())
  }

  /** Crops to a shape around the focus point. */
  cropAround(ratio: number): Promise<void> {
    return this.#after(async () => {
      const picture = this.#of.draft()?.picture
      if (picture) await this.#cropTo(around(this.point, ratio, picture.width / picture.height))
    })
  }

  /**
   * Does something with the picture as it was asked for: each step made, and what is drawn taken,
   * for a face must not get through. When that fails, nothing is done.
   */
  whenMade(act: () => Promise<void>): Promise<void> {
    const failures = this.#failures
    return this.#after(async () => {
      if (this.#failures === failures && (await this.#take())) await act()
    })
  }

  async #after<T>(act: () => Promise<T>): Promise<T> {
    this.#waiting++
    const done = this.#last.then(act)
    this.#last = done.catch(() => {})
    try {
      return await done
    } finally {
      this.#waiting--
    }
  }

  /** Makes the picture anew; whether that went well. */
  async #make(next: PictureEdits): Promise<boolean> {
    const draft = this.#of.draft()
    if (!draft) return false
    try {
      const came = await desk().editPicture(draft.draft, next)
      this.#of.onproblem(came.kind === 'refused' ? came.problem : null)
      if (came.kind === 'draft') {
        this.#edits = next
        this.#of.onmade(came.draft)
        return true
      }
    } catch (caught) {
      this.#of.onproblem(problemOf(caught))
    }
    this.#failures++
    return false
  }

  /** A step that can be taken back; whether it was made. */
  async #step(next: PictureEdits, before = this.#edits): Promise<boolean> {
    const made = await this.#make(next)
    if (made) this.past = [...this.past, before]
    return made
  }

  async #take(): Promise<boolean> {
    const { tool, area } = this
    if (tool !== 'crop' && tool !== 'blur') return true
    this.tool = null
    const edits = this.#edits
    const taken =
      tool === 'crop'
        ? await this.#cropTo(area)
        : await this.#step({ ...edits, blur: [...edits.blur, outOf(area, edits.crop)] })
    // It is still there to be taken, and nothing goes out without it.
    if (!taken) this.tool = tool
    return taken
  }

  async #cropTo(area: PictureArea): Promise<boolean> {
    const edits = this.#edits
    const before = this.#cropBefore ?? edits
    const all = area.width > 0.995 && area.height > 0.995
    const crop = all ? null : outOf(area, edits.crop)
    if ((crop || before.crop) && !(await this.#step({ ...edits, crop }, before))) return false
    this.#cropBefore = null
    return true
  }

  async #leave(): Promise<boolean> {
    const { tool } = this
    const before = this.#cropBefore
    this.tool = null
    if (before?.crop && !(await this.#make(before))) {
      this.tool = tool
      return false
    }
    this.#cropBefore = null
    return true
  }

  /** An area is drawn in the picture as it is: it is left before that changes. */
  async #leaveArea(): Promise<boolean> {
    return this.tool === 'focus' || this.#leave()
  }
}
