/**
 * Every word on the screen, in one catalogue. `desk` has the words of the writing desk, `tasks`
 * those of what is done to a story. Plain words only: the version control underneath and the
 * text format have no name here.
 */
import { desk } from './desk'
import { tasks } from './tasks'

export const words = { ...desk, ...tasks }
