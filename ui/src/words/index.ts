/**
 * Every word on the screen, in one catalogue: one file for each part of the screen, and `counting`
 * for all of them. Plain words only: the version control underneath and the text format have no
 * name here.
 */
import { album } from './album'
import { check } from './check'
import { desk } from './desk'
import { house } from './house'
import { setting } from './setting'
import { kept } from './site'
import { tasks } from './tasks'

export const words = { ...desk, ...tasks, album, check, house, kept, setting }
