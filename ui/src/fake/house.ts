/** The house rules of the made-up newsroom. */
import type { HouseRule, HouseRules, Severity } from '../ipc'

const rule = (id: string, name: string, usual: Severity): HouseRule => ({ id, name, usual, severity: usual })

/** The usual rules, a few of them, and one house word. */
export function usualRules(): HouseRules {
  return {
    words: [{ wrong: 'e-mail', right: 'email' }],
    do_not_name: [],
    labels: ['Photo'],
    limits: [
      { name: 'headline_shown', usual: 70, value: 70 },
      { name: 'dek_most', usual: 300, value: 300 },
    ],
    one_person: false,
    rules: [
      rule('T1', 'No headline', 'error'),
      rule('T3', 'Headline longer than search and social show', 'warning'),
      rule('I1', 'Picture without a credit', 'error'),
    ],
    strange: [],
    problem: null,
  }
}
